-- What: how many subjects died, when against treatment, and by what is recorded (FDA Table 8).
-- Grain: one row per arm and item; zero deaths is a row with 0.
-- Reads: arm_size, death_listing.
with dead as (
    select
        death_listing.arm,
        death_listing.USUBJID,
        max(case when death_listing.AESEQ is not null then 1 else 0 end) as has_fatal_event,
        max(case when death_listing.emergent then 1 else 0 end) as has_emergent_fatal_event,
        max(case when death_listing.related then 1 else 0 end) as has_related_fatal_event,
        -- A death without a date is in the risk period where a fatal event is treatment-emergent.
        max(case when death_listing.death_date is null and not death_listing.on_treatment then 1 else 0 end) as undated,
        max(case when death_listing.on_treatment then 1 else 0 end) as on_treatment
    from death_listing
    group by death_listing.arm, death_listing.USUBJID
),

item as (
    select
        'death' as item,
        'Deaths, any cause, any time' as label,
        1 as item_order
    union all
    select
        'death_on_treatment' as item,
        'Deaths within the risk period (from first dose to last dose plus window)' as label,
        2 as item_order
    union all
    select
        'death_after_treatment' as item,
        'Deaths after the risk period' as label,
        3 as item_order
    union all
    select
        'death_undated' as item,
        'Deaths without a date, not known to be in the risk period' as label,
        4 as item_order
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
        item.item,
        item.label,
        item.item_order,
        arm_size.arm,
        arm_size.arm_order,
        arm_size.arm_subjects,
        coalesce(sum(
            case item.item
                when 'death' then 1
                when 'death_on_treatment' then dead.on_treatment
                when 'death_after_treatment' then 1 - dead.on_treatment - dead.undated
                when 'death_undated' then dead.undated
                when 'fatal_event' then dead.has_fatal_event
                when 'fatal_event_emergent' then dead.has_emergent_fatal_event
                when 'fatal_event_related' then dead.has_related_fatal_event
                when 'no_fatal_event' then 1 - dead.has_fatal_event
            end * case when dead.USUBJID is null then 0 else 1 end
        ), 0) as subjects
    from item
    cross join arm_size
    left join dead on arm_size.arm = dead.arm
    group by item.item, item.label, item.item_order, arm_size.arm, arm_size.arm_order, arm_size.arm_subjects
)

select
    counted.arm,
    counted.item,
    counted.label,
    counted.item_order,
    cast(counted.subjects as bigint) as subjects,
    counted.arm_subjects,
    100.0 * counted.subjects / nullif(counted.arm_subjects, 0) as percent
from counted
order by counted.item_order, counted.arm_order
