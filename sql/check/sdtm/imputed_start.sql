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
    || ', the earliest day it allows, or the first dose where it allows that' as message,
    'kept: treatment-emergent unless no day that AESTDTC allows is' as action
from event_date
where event_date.ASTDTF is not null
