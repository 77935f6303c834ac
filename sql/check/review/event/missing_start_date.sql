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
    'ASTDT is missing; a partial date would be imputed and flagged in ASTDTF' as message,
    case
        when study.emergent_rule = 'flag' then 'kept: emergent as flagged in TRTEMFL'
        else 'kept: counted as emergent unless it ended before the first dose'
    end as action
from adae
cross join study
where adae.ASTDT is null
