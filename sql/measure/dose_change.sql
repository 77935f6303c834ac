-- What: how many subjects had their dose reduced, a cycle or dose delayed, one left out, the treatment discontinued.
-- Grain: one row per treatment (or any of them), item and arm.
-- Reads: arm_member, arm_size, subject_disposition, subject_dose.
-- Without rows in subject_dose there is no row.
with course as (
    select
        subject_dose.USUBJID,
        subject_dose.arm,
        subject_dose.treatment,
        subject_dose.label,
        subject_dose.reductions,
        subject_dose.reductions_known,
        subject_dose.delays,
        subject_dose.delays_known,
        subject_dose.left_out
    from subject_dose
    union all
    select
        subject_dose.USUBJID,
        subject_dose.arm,
        'any' as treatment,
        'Any treatment' as label,
        cast(sum(subject_dose.reductions) as bigint) as reductions,
        min(case when subject_dose.reductions_known then 1 else 0 end) = 1 as reductions_known,
        cast(sum(subject_dose.delays) as bigint) as delays,
        min(case when subject_dose.delays_known then 1 else 0 end) = 1 as delays_known,
        cast(sum(subject_dose.left_out) as bigint) as left_out
    from subject_dose
    group by subject_dose.USUBJID, subject_dose.arm
),

changed as (
    select
        course.USUBJID,
        course.arm,
        course.treatment,
        'reduced' as item,
        course.reductions_known as known,
        course.reductions > 0 as changed
    from course
    union all
    select
        course.USUBJID,
        course.arm,
        course.treatment,
        'reduced_twice' as item,
        course.reductions_known as known,
        course.reductions > 1 as changed
    from course
    union all
    select
        course.USUBJID,
        course.arm,
        course.treatment,
        'delayed' as item,
        course.delays_known as known,
        course.delays > 0 as changed
    from course
    union all
    select
        course.USUBJID,
        course.arm,
        course.treatment,
        'left_out' as item,
        true as known,
        course.left_out > 0 as changed
    from course
    union all
    -- The disposition says it of the treatment as a whole.
    select
        course.USUBJID,
        course.arm,
        course.treatment,
        'discontinued' as item,
        subject_disposition.status <> '(missing)' as known,
        subject_disposition.status = 'DISCONTINUED' as changed
    from course
    inner join subject_disposition
        on
            course.USUBJID = subject_disposition.USUBJID
            and subject_disposition.milestone = 'treatment'
            and subject_disposition.reason = 'any'
    where course.treatment = 'any'
),

counted as (
    select
        arm_member.arm,
        changed.treatment,
        changed.item,
        count(case when changed.known and changed.changed then 1 end) as subjects,
        count(case when changed.known then 1 end) as treated
    from changed
    inner join arm_member on changed.arm = arm_member.member
    group by arm_member.arm, changed.treatment, changed.item
),

treatment as (
    select
        course.treatment,
        min(course.label) as label,
        count(*) as subjects
    from course
    group by course.treatment
),

item as (
    select distinct
        treatment.treatment,
        treatment.label,
        treatment.subjects,
        changed.item
    from treatment
    inner join changed on treatment.treatment = changed.treatment
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
