-- What: adverse events whose end is partial in AE and imputed.
-- Grain: one row per event.
-- Reads: event_date, event_death.
select
    'adae' as dataset,
    event_date.source_row,
    event_date.record_key,
    'AENDT' as variable,
    event_date.AEENDTC as value,
    'note' as severity,
    'AEENDTC is partial; AENDT is ' || cast(event_date.AENDT as varchar) || ' with AENDTF ' || event_date.AENDTF
    || ', the latest day that it, the death and the cut-off allow, but not before the start' as message,
    'Retained; the end date as imputed'
    || case
        when event_death.fatal then '; it is not used as a date of death'
        else ''
    end as action
from event_date
inner join event_death on event_date.source_row = event_death.source_row
where event_date.AENDTF is not null
