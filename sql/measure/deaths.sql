-- What: how many subjects died, when against treatment, and by what is recorded (FDA Table 8).
-- Grain: one row per arm and item; zero deaths is a row with 0. Deaths before the first dose only where there are any.
-- Reads: arm_member, arm_size, death_item, study.
with item as (
    -- How long deaths were looked for is part of what the count means.
    select
        'death' as item,
        'Deaths, any cause, up to ' || coalesce(
            'the data cut-off ' || cast(study.counted_until as varchar), 'the end of each subject''s follow-up'
        ) as label,
        1 as item_order
    from study
    union all
    select
        'death_on_treatment' as item,
        'Deaths on treatment (from first dose to last dose plus window)' as label,
        2 as item_order
    union all
    select
        'death_after_treatment' as item,
        'Deaths after the on-treatment period' as label,
        3 as item_order
    union all
    select
        'death_undated' as item,
        'Undated deaths, not known to be on treatment' as label,
        4 as item_order
    union all
    -- Of a subject that was treated: one of the two dates is wrong.
    select distinct
        'death_before_treatment' as item,
        'Deaths dated before the first dose' as label,
        4 as item_order
    from death_item
    where death_item.item = 'death_before_treatment'
    union all
    select
        'fatal_event' as item,
        'Deaths with a fatal adverse event' as label,
        5 as item_order
    union all
    select
        'fatal_event_emergent' as item,
        'Deaths with a treatment-emergent fatal adverse event' as label,
        6 as item_order
    union all
    select
        'fatal_event_related' as item,
        'Deaths with a fatal adverse event related to treatment' as label,
        7 as item_order
    union all
    select
        'no_fatal_event' as item,
        'Deaths without a fatal adverse event' as label,
        8 as item_order
),

counted as (
    select
        arm_member.arm,
        death_item.item,
        count(*) as subjects
    from death_item
    inner join arm_member on death_item.arm = arm_member.member
    group by arm_member.arm, death_item.item
)

select
    arm_size.arm,
    item.item,
    item.label,
    item.item_order,
    coalesce(counted.subjects, 0) as subjects,
    arm_size.arm_subjects,
    100.0 * coalesce(counted.subjects, 0) / nullif(arm_size.arm_subjects, 0) as percent
from item
cross join arm_size
left join counted on arm_size.arm = counted.arm and item.item = counted.item
order by item.item_order, item.item, arm_size.arm_order
