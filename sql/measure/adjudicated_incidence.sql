-- What: how many subjects had an event of special interest by the committee, at any time, at the committee's grade.
-- Grain: one row per arm, event and category; zero is a row. No adverse event and no window is read.
-- Reads: adjudicated_category, adjudicated_subject, adjudicated_subject_category, arm_member, arm_size.
with event as (
    select distinct adjudicated_subject.event
    from adjudicated_subject
),

counted as (
    select
        arm_member.arm,
        adjudicated_subject_category.event,
        adjudicated_subject_category.category,
        count(*) as subjects
    from adjudicated_subject_category
    inner join arm_member on adjudicated_subject_category.arm = arm_member.member
    group by
        arm_member.arm,
        adjudicated_subject_category.event,
        adjudicated_subject_category.category
)

select
    arm_size.arm,
    event.event,
    adjudicated_category.category,
    adjudicated_category.label,
    adjudicated_category.category_order,
    coalesce(counted.subjects, 0) as subjects,
    arm_size.arm_subjects,
    100.0 * coalesce(counted.subjects, 0) / nullif(arm_size.arm_subjects, 0) as percent
from arm_size
cross join event
cross join adjudicated_category
left join counted
    on
        arm_size.arm = counted.arm
        and event.event = counted.event
        and adjudicated_category.category = counted.category
order by event.event, adjudicated_category.category_order, arm_size.arm_order
