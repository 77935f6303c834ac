-- What: how many subjects had a decrease of the measured ejection fraction, by its worst grade after the first dose.
-- Grain: one row per arm and grade; grade 0 is a smaller decrease or none; zero is a row.
-- Reads: arm_size, lvef_worst, study.
with grade as (
    select
        0 as grade,
        case
            when study.lvef_version = '6.0' then 'No grade 2 or 3 by the ejection fraction alone'
            else 'No decrease of grade 2 or more'
        end as label
    from study
    union all
    select
        2 as grade,
        'Grade 2' as label
    union all
    select
        3 as grade,
        'Grade 3' as label
    union all
    select
        4 as grade,
        'Grade 4' as label
    from study
    where study.lvef_resting and study.lvef_version <> '6.0'
),

measured as (
    select
        lvef_worst.arm,
        count(*) as measured_subjects
    from lvef_worst
    group by lvef_worst.arm
),

counted as (
    select
        lvef_worst.arm,
        lvef_worst.grade,
        count(*) as subjects
    from lvef_worst
    group by lvef_worst.arm, lvef_worst.grade
)

select
    arm_size.arm,
    cast(grade.grade as bigint) as grade,
    grade.label,
    coalesce(counted.subjects, 0) as subjects,
    arm_size.arm_subjects,
    coalesce(measured.measured_subjects, 0) as measured_subjects,
    100.0 * coalesce(counted.subjects, 0) / nullif(arm_size.arm_subjects, 0) as percent,
    100.0 * coalesce(counted.subjects, 0) / nullif(measured.measured_subjects, 0) as percent_measured
from arm_size
cross join grade
left join measured on arm_size.arm = measured.arm
left join counted on arm_size.arm = counted.arm and grade.grade = counted.grade
-- Where nobody was measured there is nothing to say.
where exists (select lvef_worst.USUBJID from lvef_worst)
order by grade.grade, arm_size.arm_order
