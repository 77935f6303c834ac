-- What: who died, from the subject record or from a fatal adverse event, and on which date.
-- Grain: one row per subject who died by any source.
-- Reads: adae, adsl, study.
with fatal_event as (
    select
        USUBJID,
        count(*) as fatal_events,
        -- The end of a fatal event is the death; without an end date, or with an imputed one, it dates none.
        min(case when AENDTF is null then AENDT end) as event_death_date,
        -- But no death was before the first day of the month or year that is known.
        min(
            case AENDTF
                when 'D' then make_date(year(AENDT), month(AENDT), 1)
                when 'M' then make_date(year(AENDT), 1, 1)
            end
        ) as event_earliest_date,
        max(case when AENDTF is not null then 1 else 0 end) as imputed_end
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
        fatal_event.event_death_date,
        fatal_event.event_earliest_date,
        coalesce(fatal_event.imputed_end = 1, false) as imputed_end
    from adsl
    left join fatal_event on adsl.USUBJID = fatal_event.USUBJID
)

select
    recorded.USUBJID,
    coalesce(recorded.DTHDT, recorded.event_death_date) as death_date,
    case
        when recorded.DTHDT is not null then 'subject record (DTHDT)'
        when recorded.event_death_date is not null then 'end of the fatal adverse event (AENDT)'
        when recorded.imputed_end then 'not recorded; the end of the fatal adverse event is imputed (AENDTF)'
        else 'not recorded'
    end as date_source,
    coalesce(recorded.DTHDT, recorded.event_death_date, recorded.event_earliest_date) as earliest_date,
    recorded.adsl_death,
    recorded.fatal_events,
    -- The cut-off cuts a death that is certainly after it.
    not coalesce(
        coalesce(recorded.DTHDT, recorded.event_death_date, recorded.event_earliest_date) > study.counted_until, false
    ) as counted
from recorded
cross join study
where recorded.adsl_death or recorded.fatal_events > 0
