-- What: events with outcome FATAL whose grade is not 5.
-- Grain: one row per event.
-- Reads: adae, collected.
select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    'AETOXGR' as variable,
    adae.AETOXGR as value,
    'warning' as severity,
    'AEOUT is FATAL but AETOXGR is not 5, the grade of death' as message,
    'Retained; counted as fatal and at the recorded grade' as action,
    true as until_cutoff
from adae
inner join collected on collected.dataset = 'adae' and collected.variable = 'AETOXGR' and collected.filled > 0
where adae.AEOUT = 'FATAL' and coalesce(adae.AETOXGR, '') <> '5'
