-- What: how many subjects had their dose reduced, a cycle or dose delayed, one left out, the treatment discontinued.
-- Grain: one row per treatment (or any of them), item and arm.
-- Reads: arm_member, arm_size, dose_change_known.
-- Without rows in dose_change_known there is no row.
with counted as (
    select
        arm_member.arm,
        dose_change_known.treatment,
        dose_change_known.item,
        count(case when dose_change_known.known and dose_change_known.changed then 1 end) as subjects,
        count(case when dose_change_known.known then 1 end) as treated
    from dose_change_known
    inner join arm_member on dose_change_known.arm = arm_member.member
    group by arm_member.arm, dose_change_known.treatment, dose_change_known.item
),

treatment as (
    select
        dose_change_known.treatment,
        min(dose_change_known.label) as label,
        count(*) as subjects
    from dose_change_known
    -- Of each subject and treatment there is one such row.
    where dose_change_known.item = 'reduced'
    group by dose_change_known.treatment
),

item as (
    select distinct
        treatment.treatment,
        treatment.label,
        treatment.subjects,
        dose_change_known.item
    from treatment
    inner join dose_change_known on treatment.treatment = dose_change_known.treatment
)

select
    item.treatment,
    item.label,
    item.item,
    arm_size.arm,
    coalesce(counted.subjects, 0) as subjects,
    coalesce(counted.treated, 0) as treated,
    100.0 * counted.subjects / nullif(counted.treated, 0) as percent
from item
cross join arm_size
left join counted
    on
        arm_size.arm = counted.arm
        and item.treatment = counted.treatment
        and item.item = counted.item
order by
    case when item.treatment = 'any' then 0 else 1 end,
    -item.subjects,
    item.treatment,
    case item.item
        when 'reduced' then 1 when 'reduced_twice' then 2 when 'delayed' then 3 when 'left_out' then 4 else 5
    end,
    arm_size.arm_order
