-- What: the times to each endpoint by arm; the Kaplan-Meier curves are made of these.
-- Grain: one row per endpoint, arm and timed subject; Python makes one row per endpoint, arm and time.
-- Reads: arm, arm_member, endpoint, endpoint_time.
-- Without rows in endpoint there is no row.
select
    endpoint.endpoint,
    arm.arm,
    endpoint.unit,
    endpoint.competing,
    endpoint_time.time,
    endpoint_time.status
from endpoint
inner join endpoint_time on endpoint.endpoint = endpoint_time.endpoint
inner join arm_member on endpoint_time.arm = arm_member.member
inner join arm on arm_member.arm = arm.arm
order by endpoint.endpoint_order, arm.arm_order, endpoint_time.USUBJID
