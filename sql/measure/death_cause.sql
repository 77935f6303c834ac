-- What: the causes of the deaths: fatal adverse events by preferred term, all and those related to treatment.
-- Grain: one row per arm, kind of cause and cause that any subject died of; zero is a row.
-- Reads: arm_member, arm_size, fatal_cause.
with cause as (
    select distinct
        fatal_cause.kind,
        fatal_cause.cause
    from fatal_cause
),

counted as (
    select
        arm_member.arm,
        fatal_cause.kind,
        fatal_cause.cause,
        count(*) as subjects
    from fatal_cause
    inner join arm_member on fatal_cause.arm = arm_member.member
    group by arm_member.arm, fatal_cause.kind, fatal_cause.cause
)

select
    arm_size.arm,
    cause.kind,
    cause.cause,
    coalesce(counted.subjects, 0) as subjects,
    arm_size.arm_subjects,
    100.0 * coalesce(counted.subjects, 0) / nullif(arm_size.arm_subjects, 0) as percent
from cause
cross join arm_size
left join counted
    on
        arm_size.arm = counted.arm
        and cause.kind = counted.kind
        and cause.cause = counted.cause
order by cause.kind, cause.cause, arm_size.arm_order
