-- What: the times to each endpoint of each arm and of the comparator, to be compared.
-- Grain: one row per endpoint, arm and timed subject of the arm or the comparator; Python makes one row per endpoint
-- and arm.
-- Reads: arm_member, arm_pair, endpoint, endpoint_time.
-- Without rows in endpoint there is no row.
select
    endpoint.endpoint,
    arm_pair.arm,
    arm_pair.comparator,
    endpoint.unit,
    endpoint.competing,
    endpoint.strata,
    endpoint.restricted_until,
    case when arm_member.arm = arm_pair.arm then 1 else 2 end as arm_number,
    endpoint_time.stratum,
    endpoint_time.time,
    endpoint_time.status
from endpoint
cross join arm_pair
inner join arm_member on arm_member.arm in (arm_pair.arm, arm_pair.comparator)
inner join endpoint_time on endpoint.endpoint = endpoint_time.endpoint and arm_member.member = endpoint_time.arm
order by endpoint.endpoint_order, arm_pair.arm_order, endpoint_time.USUBJID
