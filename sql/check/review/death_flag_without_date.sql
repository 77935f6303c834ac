-- What: subjects flagged dead without a date of death, where that date is collected.
-- Grain: one row per subject.
-- Reads: adsl, collected.
select
    'adsl' as dataset,
    adsl.source_row,
    adsl.record_key,
    'DTHDT' as variable,
    cast(null as varchar) as value,
    'warning' as severity,
    'DTHFL is Y but DTHDT is missing; a death has a date' as message,
    'kept: counted as dead, on the complete end date of a fatal event where there is one' as action
from adsl
inner join collected on collected.dataset = 'adsl' and collected.variable = 'DTHDT' and collected.filled > 0
where adsl.DTHFL = 'Y' and adsl.DTHDT is null
