-- What: events that start after the cut-off date of the data.
-- Grain: one row per event.
-- Reads: adae, study.
select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    'ASTDT' as variable,
    cast(adae.ASTDT as varchar) as value,
    'warning' as severity,
    'ASTDT is after the cut-off date ' || cast(study.cutoff_date as varchar) || ' of the study' as message,
    'kept: the date counts as recorded' as action
from adae
cross join study
where adae.ASTDT > study.cutoff_date
