-- What: the investigator's worst grade against what the committee says, one count per subject.
-- Grain: one row per arm, event, investigator's grade and committee's result; zero is a row.
-- Reads: adjudicated_grades, arm_member, arm_size.
with event as (
    select distinct adjudicated_grades.event
    from adjudicated_grades
),

result as (
    select
        grade.grade as result,
        grade.result_order
    from (
        values
        ('1', 1), ('2', 2), ('3', 3), ('4', 4), ('5', 5), ('missing', 6),
        ('not related', 7), ('not confirmed', 8), ('undecided', 9), ('no report', 10)
    ) as grade (grade, result_order)
),

counted as (
    select
        arm_member.arm,
        adjudicated_grades.event,
        adjudicated_grades.investigator,
        adjudicated_grades.committee,
        count(*) as subjects
    from adjudicated_grades
    inner join arm_member on adjudicated_grades.arm = arm_member.member
    group by
        arm_member.arm,
        adjudicated_grades.event,
        adjudicated_grades.investigator,
        adjudicated_grades.committee
)

select
    arm_size.arm,
    event.event,
    investigator.result as investigator_grade,
    committee.result as committee_grade,
    coalesce(counted.subjects, 0) as subjects,
    arm_size.arm_subjects
from arm_size
cross join event
cross join result as investigator
cross join result as committee
left join counted
    on
        arm_size.arm = counted.arm
        and event.event = counted.event
        and investigator.result = counted.investigator
        and committee.result = counted.committee
where
    investigator.result not in ('not related', 'not confirmed', 'undecided')
    and committee.result <> 'no report'
order by event.event, arm_size.arm_order, investigator.result_order, committee.result_order
