-- What: who died by any record: of DM, its qualifiers, DD, DS, or by a fatal event or a date of death of AE.
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
    where event_death.fatal or event_death.AEDTHDTC is not null
)

select
    dead.USUBJID,
    max(dead.death_date) as death_date
from dead
group by dead.USUBJID
