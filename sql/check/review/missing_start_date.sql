-- What: events without a start date.
-- Grain: one row per event.
-- Reads: adae, study.
select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    'ASTDT' as variable,
    cast(null as varchar) as value,
    -- ASTDT is the day of ASTDTM (ADaMIG 1.3, 3.2.5): one without the other is a fault of the derivation.
    case when adae.ASTDTM like '____-__-__%' then 'warning' else 'note' end as severity,
    case
        when adae.ASTDTM like '____-__-__%'
            then 'ASTDT is missing although ASTDTM is ' || adae.ASTDTM || '; ASTDT is the day of ASTDTM'
        else 'ASTDT is missing; a partial date would be imputed and flagged in ASTDTF'
    end as message,
    case
        when study.emergent_rule = 'flag' then 'kept: emergent as flagged in TRTEMFL'
        else 'kept: counted as emergent unless it ended before the first dose'
    end as action
from adae
cross join study
where adae.ASTDT is null
