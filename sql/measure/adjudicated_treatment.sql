-- What: subjects with a confirmed related event of special interest, of those given each treatment of their arm.
-- Grain: one row per arm, event and treatment that a subject of the arm was given; zero is a row.
-- Reads: adjudicated_subject, arm_member, arm_size, treatment_given.
with event as (
    select distinct adjudicated_subject.event
    from adjudicated_subject
    where adjudicated_subject.decision = 'related'
),

given as (
    select
        arm_member.arm,
        treatment_given.treatment,
        treatment_given.USUBJID
    from treatment_given
    inner join arm_member on treatment_given.arm = arm_member.member
)

select
    arm_size.arm,
    event.event,
    given.treatment,
    count(adjudicated_subject.USUBJID) as subjects,
    count(*) as given_subjects,
    100.0 * count(adjudicated_subject.USUBJID) / count(*) as percent
from given
inner join arm_size on given.arm = arm_size.arm
cross join event
left join adjudicated_subject
    on
        given.USUBJID = adjudicated_subject.USUBJID
        and event.event = adjudicated_subject.event
        and adjudicated_subject.decision = 'related'
group by arm_size.arm, arm_size.arm_order, event.event, given.treatment
order by event.event, arm_size.arm_order, given.treatment
