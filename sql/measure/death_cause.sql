-- What: the causes of the deaths: fatal adverse events by preferred term, all and those related to treatment.
-- Grain: one row per arm, kind of cause and cause that any subject died of; zero is a row.
-- Reads: arm_member, arm_size, death_listing.
-- A subject with two fatal events counts with both.
with fatal as (
    select distinct
        death_listing.USUBJID,
        death_listing.arm,
        'fatal_event' as kind,
        coalesce(death_listing.AEDECOD, '(missing)') as cause
    from death_listing
    where death_listing.AESEQ is not null
    union all
    select distinct
        death_listing.USUBJID,
        death_listing.arm,
        'fatal_event_related' as kind,
        coalesce(death_listing.AEDECOD, '(missing)') as cause
    from death_listing
    where death_listing.AESEQ is not null and death_listing.related
),

cause as (
    select distinct
        fatal.kind,
        fatal.cause
    from fatal
),

counted as (
    select
        arm_member.arm,
        fatal.kind,
        fatal.cause,
        count(*) as subjects
    from fatal
    inner join arm_member on fatal.arm = arm_member.member
    group by arm_member.arm, fatal.kind, fatal.cause
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
