-- What: what each subject who died counts as in the table of deaths.
-- Grain: one row per subject and item.
-- Reads: death, death_listing, subject.
with dead as (
    select
        death_listing.arm,
        death_listing.USUBJID,
        max(case when death_listing.AESEQ is not null then 1 else 0 end) as has_fatal_event,
        max(case when death_listing.emergent then 1 else 0 end) as has_emergent_fatal_event,
        max(case when death_listing.related then 1 else 0 end) as has_related_fatal_event,
        -- A death without a date is in the risk period where a fatal event is treatment-emergent.
        max(case when death_listing.death_date is null and not death_listing.on_treatment then 1 else 0 end) as undated,
        max(case when death_listing.on_treatment then 1 else 0 end) as on_treatment,
        max(case when death.latest_date < subject.first_dose then 1 else 0 end) as before_treatment
    from death_listing
    inner join death on death_listing.USUBJID = death.USUBJID
    inner join subject on death_listing.USUBJID = subject.USUBJID
    group by death_listing.arm, death_listing.USUBJID
)

select
    dead.USUBJID,
    dead.arm,
    'death' as item
from dead
union all
select
    dead.USUBJID,
    dead.arm,
    case
        when dead.on_treatment = 1 then 'death_on_treatment'
        when dead.before_treatment = 1 then 'death_before_treatment'
        when dead.undated = 1 then 'death_undated'
        else 'death_after_treatment'
    end as item
from dead
union all
select
    dead.USUBJID,
    dead.arm,
    case when dead.has_fatal_event = 1 then 'fatal_event' else 'no_fatal_event' end as item
from dead
union all
select
    dead.USUBJID,
    dead.arm,
    'fatal_event_emergent' as item
from dead
where dead.has_emergent_fatal_event = 1
union all
select
    dead.USUBJID,
    dead.arm,
    'fatal_event_related' as item
from dead
where dead.has_related_fatal_event = 1
