-- What: events without a relationship to treatment, where it is collected.
-- Grain: one row per event.
-- Reads: adae, collected, study.
select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    'AEREL' as variable,
    cast(null as varchar) as value,
    'note' as severity,
    'AEREL is missing; the relationship to treatment must be assessed for every event' as message,
    'Retained; counted as ' || case when study.missing_related then 'related' else 'not related' end as action,
    true as until_cutoff
from adae
inner join collected on collected.dataset = 'adae' and collected.variable = 'AEREL' and collected.filled > 0
cross join study
where adae.AEREL is null
