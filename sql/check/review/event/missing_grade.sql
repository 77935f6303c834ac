-- What: events without a grade, where grades are collected.
-- Grain: one row per event.
-- Reads: adae, collected.
select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    'AETOXGR' as variable,
    cast(null as varchar) as value,
    'warning' as severity,
    'AETOXGR is missing; every event must have a grade from 1 to 5' as message,
    'Retained; counted under grade missing' as action,
    true as until_cutoff
from adae
inner join collected on collected.dataset = 'adae' and collected.variable = 'AETOXGR' and collected.filled > 0
where adae.AETOXGR is null
