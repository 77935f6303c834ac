-- What: how many subjects had a decrease of the measured ejection fraction, by its worst grade after the first dose.
-- Grain: one row per arm and grade; grade 0 is a smaller decrease or none; zero is a row.
-- Reads: arm_member, arm_size, lvef_worst, study.
with grade as (
    select
        0 as grade,
        -- Of 6.0 grade 1 needs strain or biomarkers: it is in the first row.
        case when study.lvef_version = '6.0' then 1 else 0 end as at_most,
        case
            when study.lvef_version = '6.0' then 'No grade 2 or 3 based on ejection fraction alone'
            else 'No decrease of grade 2 or higher'
        end as label
    from study
    union all
    select
        2 as grade,
        2 as at_most,
        'Grade 2' as label
    union all
    select
        3 as grade,
        3 as at_most,
        'Grade 3' as label
    union all
    select
        4 as grade,
        4 as at_most,
        'Grade 4' as label
    from study
    where study.lvef_resting and study.lvef_version <> '6.0'
),

measured as (
    select
        arm_member.arm,
        count(*) as measured_subjects
    from lvef_worst
    inner join arm_member on lvef_worst.arm = arm_member.member
    group by arm_member.arm
),

counted as (
    select
        arm_member.arm,
        lvef_worst.grade,
        count(*) as subjects
    from lvef_worst
    inner join arm_member on lvef_worst.arm = arm_member.member
    group by arm_member.arm, lvef_worst.grade
),

possible as (
    select
        arm_member.arm,
        grade.grade,
        sum(
            case when lvef_worst.grade >= grade.grade and lvef_worst.highest_grade <= grade.at_most then 1 else 0 end
        ) as lowest_subjects,
        count(*) as highest_subjects
    from lvef_worst
    inner join arm_member on lvef_worst.arm = arm_member.member
    inner join grade on lvef_worst.highest_grade >= grade.grade and lvef_worst.grade <= grade.at_most
    group by arm_member.arm, grade.grade
)

select
    arm_size.arm,
    cast(grade.grade as bigint) as grade,
    grade.label,
    coalesce(counted.subjects, 0) as subjects,
    arm_size.arm_subjects,
    coalesce(measured.measured_subjects, 0) as measured_subjects,
    100.0 * coalesce(counted.subjects, 0) / nullif(arm_size.arm_subjects, 0) as percent,
    100.0 * coalesce(counted.subjects, 0) / nullif(measured.measured_subjects, 0) as percent_measured,
    cast(coalesce(possible.lowest_subjects, 0) as bigint) as lowest_subjects,
    coalesce(possible.highest_subjects, 0) as highest_subjects
from arm_size
cross join grade
left join measured on arm_size.arm = measured.arm
left join counted on arm_size.arm = counted.arm and grade.grade = counted.grade
left join possible on arm_size.arm = possible.arm and grade.grade = possible.grade
-- Where nobody was measured there is nothing to say.
where exists (select lvef_worst.USUBJID from lvef_worst)
order by grade.grade, arm_size.arm_order
