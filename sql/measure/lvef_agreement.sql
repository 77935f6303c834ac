-- What: the measured grade of the ejection fraction against the worst grade of the reported terms of heart function.
-- Grain: one row per arm, term, measured grade and reported grade; term any is all terms together, a subject once.
-- Reads: adverse_event, arm_member, arm_size, lvef_term, lvef_worst, subject.
with term as (
    select
        lvef_term.term,
        lvef_term.term as reported_term
    from lvef_term
    union all
    -- Under all terms together a subject who had two of them is one subject.
    select
        'any' as term,
        lvef_term.term as reported_term
    from lvef_term
),

reported as (
    select
        adverse_event.USUBJID,
        term.term,
        max(coalesce(adverse_event.grade, 0)) as grade
    from adverse_event
    inner join term on upper(adverse_event.AEDECOD) = term.reported_term
    where adverse_event.emergent
    group by adverse_event.USUBJID, term.term
),

name as (
    select distinct term.term
    from term
),

judged as (
    select
        subject.arm,
        name.term,
        coalesce(cast(lvef_worst.grade as varchar), 'not measured') as measured,
        case
            when reported.grade is null then 'no report'
            when reported.grade = 0 then 'missing'
            else cast(reported.grade as varchar)
        end as reported
    from subject
    cross join name
    left join lvef_worst on subject.USUBJID = lvef_worst.USUBJID
    left join reported on subject.USUBJID = reported.USUBJID and name.term = reported.term
),

counted as (
    select
        arm_member.arm,
        judged.term,
        judged.measured,
        judged.reported,
        count(*) as subjects
    from judged
    inner join arm_member on judged.arm = arm_member.member
    group by arm_member.arm, judged.term, judged.measured, judged.reported
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
