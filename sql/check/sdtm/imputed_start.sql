-- What: adverse events whose start is partial in AE and imputed.
-- Grain: one row per event.
-- Reads: event_date.
select
    'adae' as dataset,
    event_date.source_row,
    event_date.record_key,
    'ASTDT' as variable,
    event_date.AESTDTC as value,
    'note' as severity,
    'AESTDTC is partial; ASTDT is ' || cast(event_date.ASTDT as varchar) || ' with ASTDTF ' || event_date.ASTDTF
    || ', the earliest day it allows, or the day of the first dose if it allows that' as message,
    'Retained; treatment-emergent unless no day that AESTDTC allows is' as action,
    true as until_cutoff
from event_date
where event_date.ASTDTF is not null
