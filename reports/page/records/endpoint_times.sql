-- What: the subjects behind one number of the time to an endpoint, with the time of each and what ended it.
-- Grain: one row per subject.
-- Reads: arm_member, endpoint_time.
with ended as (
    select
        endpoint_time.endpoint,
        endpoint_time.USUBJID,
        endpoint_time.arm,
        endpoint_time.time,
        endpoint_time.description,
        case endpoint_time.status when 1 then 'event' when 2 then 'competing' else 'censored' end as category
    from endpoint_time
)

select ended.*
from ended
where
    ended.arm in (select arm_member.member from arm_member where arm_member.arm = $arm)
    and ended.endpoint = $endpoint
    and ended.category = $category
order by ended.USUBJID
