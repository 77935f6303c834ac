-- What: fatal events that are not recorded as serious; death is a criterion of seriousness (ICH E2A).
-- Grain: one row per event.
-- Reads: adae, collected, event_fact.
select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    'AESER' as variable,
    adae.AESER as value,
    'warning' as severity,
    'The event is fatal but AESER is not Y; an event that results in death is serious (ICH E2A)' as message,
    'Retained; counted as fatal, and as not serious as recorded' as action,
    true as until_cutoff
from adae
inner join collected on collected.dataset = 'adae' and collected.variable = 'AESER' and collected.present
inner join event_fact on adae.source_row = event_fact.source_row
where event_fact.fatal and not event_fact.serious
