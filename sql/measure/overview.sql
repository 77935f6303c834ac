-- What: the headline: subjects with any event, by category, and deaths (FDA Table 7).
-- Grain: one row per arm and item; item_order is the order to read them in.
-- Reads: arm, category, deaths, incidence.
with item as (
    select
        incidence.arm,
        incidence.category as item,
        category.label,
        category.category_order as item_order,
        incidence.subjects,
        incidence.arm_subjects,
        incidence.percent,
        incidence.events
    from incidence
    inner join category on incidence.category = category.category
    where incidence.level = 'any'
    union all
    select
        deaths.arm,
        deaths.item,
        deaths.label,
        1000 + deaths.item_order as item_order,
        deaths.subjects,
        deaths.arm_subjects,
        deaths.percent,
        cast(null as bigint) as events
    from deaths
    where deaths.item in ('death', 'death_on_treatment')
)

select
    item.arm,
    item.item,
    item.label,
    item.item_order,
    item.subjects,
    item.arm_subjects,
    item.percent,
    item.events
from item
inner join arm on item.arm = arm.arm
order by item.item_order, arm.arm_order
