-- What: how long after the first dose an event of special interest began: first onset by the committee of each subject.
-- Grain: one row per arm and event; nobody is a row without days.
-- Reads: adjudicated_subject, adjudicated_subject_category, arm_member, arm_size. Median as in number_summary.
with event as (
    select distinct adjudicated_subject.event
    from adjudicated_subject
),

placed as (
    select
        arm_member.arm,
        adjudicated_subject_category.event,
        adjudicated_subject_category.first_onset_day,
        row_number() over (
            partition by arm_member.arm, adjudicated_subject_category.event
            order by adjudicated_subject_category.first_onset_day
        ) as place,
        count(*) over (
            partition by arm_member.arm, adjudicated_subject_category.event
        ) as subjects
    from adjudicated_subject_category
    inner join arm_member on adjudicated_subject_category.arm = arm_member.member
    where
        adjudicated_subject_category.category = 'any'
        and adjudicated_subject_category.first_onset_day is not null
),

summary as (
    select
        placed.arm,
        placed.event,
        count(*) as subjects,
        avg(
            case
                when placed.place in (ceil(placed.subjects / 2.0), floor(placed.subjects / 2.0) + 1)
                    then placed.first_onset_day
            end
        ) as median_days,
        min(placed.first_onset_day) as minimum_days,
        max(placed.first_onset_day) as maximum_days
    from placed
    group by placed.arm, placed.event
)

select
    arm_size.arm,
    event.event,
    coalesce(summary.subjects, 0) as subjects,
    summary.median_days,
    summary.minimum_days,
    summary.maximum_days
from arm_size
cross join event
left join summary on arm_size.arm = summary.arm and event.event = summary.event
order by event.event, arm_size.arm_order
