-- What: the measured grade of the ejection fraction against the worst grade of the reported terms of heart function.
-- Grain: one row per arm, term, measured grade and reported grade; term any is all terms together, a subject once.
-- Reads: arm_member, arm_size, lvef_reported, lvef_worst.
with name as (
    select distinct lvef_reported.term
    from lvef_reported
),

counted as (
    select
        arm_member.arm,
        lvef_reported.term,
        lvef_reported.measured,
        lvef_reported.reported,
        count(*) as subjects
    from lvef_reported
    inner join arm_member on lvef_reported.arm = arm_member.member
    group by arm_member.arm, lvef_reported.term, lvef_reported.measured, lvef_reported.reported
),

grade as (
    select
        listed.grade,
        listed.grade_order
    from (
        values
        ('not measured', 0), ('0', 1), ('1', 2), ('2', 3), ('3', 4), ('4', 5), ('5', 6),
        ('missing', 7), ('no report', 8)
    ) as listed (grade, grade_order)
)

select
    arm_size.arm,
    name.term,
    measured.grade as measured_grade,
    reported.grade as reported_grade,
    coalesce(counted.subjects, 0) as subjects,
    arm_size.arm_subjects
from arm_size
cross join name
cross join grade as measured
cross join grade as reported
left join counted
    on
        arm_size.arm = counted.arm
        and name.term = counted.term
        and measured.grade = counted.measured
        and reported.grade = counted.reported
where
    measured.grade in ('not measured', '0', '2', '3', '4')
    and reported.grade not in ('not measured', '0')
    and exists (select lvef_worst.USUBJID from lvef_worst)
order by
    case when name.term = 'any' then 0 else 1 end,
    name.term,
    arm_size.arm_order,
    measured.grade_order,
    reported.grade_order
