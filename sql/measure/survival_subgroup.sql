-- What: the times to each endpoint of each arm and of the comparator by subgroup, to be compared within each.
-- Grain: one row per endpoint, arm, variable and timed subject of the arm or the comparator; Python makes one row per
-- endpoint, arm and subgroup.
-- Reads: adsl_value, arm_member, arm_pair, endpoint, endpoint_subgroup, endpoint_time.
-- Without rows in endpoint there is no row.
with subgroup as (
    select
        endpoint_subgroup.endpoint,
        adsl_value.USUBJID,
        endpoint_subgroup.variable,
        endpoint_subgroup.variable_order,
        coalesce(adsl_value.value, '(missing)') as value,
        adsl_value.value_order
    from endpoint_subgroup
    inner join adsl_value on endpoint_subgroup.variable = adsl_value.variable
    union all
    -- All subjects come first, where subgroups are asked for.
    select
        endpoint_time.endpoint,
        endpoint_time.USUBJID,
        '(all)' as variable,
        0 as variable_order,
        '(all)' as value,
        cast(null as double) as value_order
    from endpoint_time
    inner join endpoint_subgroup
        on endpoint_time.endpoint = endpoint_subgroup.endpoint and endpoint_subgroup.variable_order = 1
)

select
    endpoint.endpoint,
    arm_pair.arm,
    arm_pair.comparator,
    subgroup.variable,
    subgroup.value,
    case when arm_member.arm = arm_pair.arm then 1 else 2 end as arm_number,
    endpoint_time.time,
    endpoint_time.event
from endpoint
inner join endpoint_time on endpoint.endpoint = endpoint_time.endpoint
inner join subgroup on endpoint_time.endpoint = subgroup.endpoint and endpoint_time.USUBJID = subgroup.USUBJID
inner join arm_member on endpoint_time.arm = arm_member.member
inner join arm_pair on arm_member.arm in (arm_pair.arm, arm_pair.comparator)
order by
    endpoint.endpoint_order,
    arm_pair.arm_order,
    subgroup.variable_order,
    case when subgroup.value = '(missing)' then 1 else 0 end,
    coalesce(subgroup.value_order, 0),
    subgroup.value,
    endpoint_time.USUBJID
