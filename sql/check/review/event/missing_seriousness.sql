-- What: events whose seriousness is not known.
-- Grain: one row per event.
-- Reads: adae, collected.
select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    'AESER' as variable,
    adae.AESER as value,
    'warning' as severity,
    'AESER is neither Y nor N; seriousness must be assessed for every event' as message,
    'Retained; counted as not serious' as action,
    true as until_cutoff
from adae
inner join collected on collected.dataset = 'adae' and collected.variable = 'AESER' and collected.filled > 0
where coalesce(adae.AESER, '') not in ('Y', 'N')
