-- What: subjects with a date of death who are not flagged dead.
-- Grain: one row per subject.
-- Reads: adsl, collected.
select
    'adsl' as dataset,
    adsl.source_row,
    adsl.record_key,
    'DTHFL' as variable,
    adsl.DTHFL as value,
    'warning' as severity,
    'DTHDT is ' || cast(adsl.DTHDT as varchar) || ' but DTHFL is not Y' as message,
    'kept: counted as dead on that day' as action
from adsl
inner join collected on collected.dataset = 'adsl' and collected.variable = 'DTHFL' and collected.present
where adsl.DTHDT is not null and coalesce(adsl.DTHFL, '') <> 'Y'
