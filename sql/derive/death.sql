-- What: who died, from the subject record or from a fatal adverse event, and on which date.
-- Grain: one row per subject who died by any source.
-- Reads: adsl, adae.
with fatal_event as (
    select
        USUBJID,
        count(*) as fatal_events,
        -- The end of a fatal event is the death; a fatal event without an end date gives none.
        min(AENDT) as event_death_date
    from adae
    where AEOUT = 'FATAL' or AESDTH = 'Y' or AETOXGR = '5'
    group by USUBJID
),

recorded as (
    select
        adsl.USUBJID,
        adsl.DTHDT,
        coalesce(adsl.DTHFL = 'Y', false) or adsl.DTHDT is not null as adsl_death,
        coalesce(fatal_event.fatal_events, 0) as fatal_events,
        fatal_event.event_death_date
    from adsl
    left join fatal_event on adsl.USUBJID = fatal_event.USUBJID
)

select
    recorded.USUBJID,
    coalesce(recorded.DTHDT, recorded.event_death_date) as death_date,
    case
        when recorded.DTHDT is not null then 'subject record (DTHDT)'
        when recorded.event_death_date is not null then 'end of the fatal adverse event (AENDT)'
        else 'not recorded'
    end as date_source,
    recorded.adsl_death,
    recorded.fatal_events
from recorded
where recorded.adsl_death or recorded.fatal_events > 0
