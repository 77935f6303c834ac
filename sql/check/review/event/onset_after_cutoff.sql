-- What: events that start after the cut-off date of the data.
-- Grain: one row per event.
-- Reads: adae, event_fact, study.
select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    'ASTDT' as variable,
    cast(adae.ASTDT as varchar) as value,
    'warning' as severity,
    'ASTDT is after the cut-off date ' || cast(study.cutoff_date as varchar) || ' of the study' as message,
    case
        when study.counted_until is null then 'Retained; counted as recorded, as the study file specifies'
        when event_fact.earliest_start > study.counted_until
            then 'Retained in the table; not counted (after the cut-off date)'
        else 'Retained; the imputed start may have been before the cut-off'
    end as action
from adae
inner join event_fact on adae.source_row = event_fact.source_row
cross join study
where adae.ASTDT > study.cutoff_date
