-- What: how an event of special interest ended, by the committee's outcome of each subject's worst case.
-- Grain: one row per arm, event and outcome; zero is a row.
-- Reads: adjudicated_subject, arm_member, arm_size.
with related as (
    select
        arm_member.arm,
        adjudicated_subject.event,
        adjudicated_subject.outcome,
        count(*) as subjects
    from adjudicated_subject
    inner join arm_member on adjudicated_subject.arm = arm_member.member
    where adjudicated_subject.decision = 'related'
    group by arm_member.arm, adjudicated_subject.event, adjudicated_subject.outcome
),

outcome as (
    select distinct
        related.event,
        related.outcome
    from related
),

total as (
    select
        related.arm,
        related.event,
        sum(related.subjects) as event_subjects
    from related
    group by related.arm, related.event
)

select
    arm_size.arm,
    outcome.event,
    outcome.outcome,
    coalesce(related.subjects, 0) as subjects,
    cast(coalesce(total.event_subjects, 0) as bigint) as event_subjects,
    100.0 * coalesce(related.subjects, 0) / nullif(total.event_subjects, 0) as percent
from arm_size
cross join outcome
left join related
    on arm_size.arm = related.arm and outcome.event = related.event and outcome.outcome = related.outcome
left join total on arm_size.arm = total.arm and outcome.event = total.event
order by outcome.event, outcome.outcome, arm_size.arm_order
