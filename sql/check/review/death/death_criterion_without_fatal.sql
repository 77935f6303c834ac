-- What: events marked as resulting in death whose outcome is not FATAL.
-- Grain: one row per event.
-- Reads: adae, collected.
select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    'AEOUT' as variable,
    adae.AEOUT as value,
    'warning' as severity,
    'AESDTH is Y but AEOUT is not FATAL' as message,
    'Retained; counted as fatal' as action,
    true as until_cutoff
from adae
inner join collected on collected.dataset = 'adae' and collected.variable = 'AEOUT' and collected.filled > 0
where adae.AESDTH = 'Y' and coalesce(adae.AEOUT, '') <> 'FATAL'
