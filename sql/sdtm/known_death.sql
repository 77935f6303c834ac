-- What: who died by any record: of DM, its qualifiers, DS, or by a fatal event.
-- Grain: one row per subject.
-- Reads: event_death, recorded_death.
with dead as (
    select
        recorded_death.USUBJID,
        recorded_death.death_date
    from recorded_death
    union all
    select
        event_death.USUBJID,
        cast(null as date) as death_date
    from event_death
    where event_death.fatal
)

select
    dead.USUBJID,
    max(dead.death_date) as death_date
from dead
group by dead.USUBJID
