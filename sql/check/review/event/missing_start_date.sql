-- What: events without a start date.
-- Grain: one row per event.
-- Reads: adae, study.
select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    'ASTDT' as variable,
    cast(null as varchar) as value,
    'note' as severity,
    'ASTDT is missing; a partial date must be imputed and flagged in ASTDTF' as message,
    case
        when study.emergent_rule = 'flag' then 'Retained; treatment-emergent as flagged in TRTEMFL'
        else 'Retained; counted as treatment-emergent unless it ended before the first dose'
    end as action,
    true as until_cutoff
from adae
cross join study
where adae.ASTDT is null
