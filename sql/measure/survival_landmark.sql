-- What: the times to each endpoint by arm, for each time at which the percentage without the event is given.
-- Grain: one row per endpoint, landmark, arm and timed subject; Python makes one row per endpoint, arm and landmark.
-- Reads: arm, arm_member, endpoint, endpoint_landmark, endpoint_time.
-- Without rows in endpoint there is no row.
select
    endpoint.endpoint,
    arm.arm,
    endpoint.unit,
    endpoint.competing,
    endpoint_landmark.landmark,
    endpoint_time.time,
    endpoint_time.status
from endpoint
inner join endpoint_landmark on endpoint.endpoint = endpoint_landmark.endpoint
inner join endpoint_time on endpoint.endpoint = endpoint_time.endpoint
inner join arm_member on endpoint_time.arm = arm_member.member
inner join arm on arm_member.arm = arm.arm
order by endpoint.endpoint_order, endpoint_landmark.landmark, arm.arm_order, endpoint_time.USUBJID
