-- What: whether each subject had its dose reduced, a cycle or dose delayed, one left out, the treatment discontinued.
-- Grain: one row per subject of the safety set, treatment that it got (or any of them) and item.
-- Reads: subject_disposition, subject_dose.
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
)

select
    course.USUBJID,
    course.arm,
    course.treatment,
    course.label,
    'reduced' as item,
    course.reductions_known as known,
    course.reductions > 0 as changed
from course
union all
select
    course.USUBJID,
    course.arm,
    course.treatment,
    course.label,
    'reduced_twice' as item,
    course.reductions_known as known,
    course.reductions > 1 as changed
from course
union all
select
    course.USUBJID,
    course.arm,
    course.treatment,
    course.label,
    'delayed' as item,
    course.delays_known as known,
    course.delays > 0 as changed
from course
union all
select
    course.USUBJID,
    course.arm,
    course.treatment,
    course.label,
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
    course.label,
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
