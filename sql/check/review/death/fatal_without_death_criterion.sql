-- What: events with outcome FATAL that are not marked as resulting in death.
-- Grain: one row per event.
-- Reads: adae, collected.
select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    'AESDTH' as variable,
    adae.AESDTH as value,
    'warning' as severity,
    'AEOUT is FATAL but AESDTH is not Y' as message,
    'Retained; counted as fatal' as action,
    true as until_cutoff
from adae
inner join collected on collected.dataset = 'adae' and collected.variable = 'AESDTH' and collected.present
where adae.AEOUT = 'FATAL' and coalesce(adae.AESDTH, '') <> 'Y'
