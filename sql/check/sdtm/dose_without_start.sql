-- What: doses given whose start is missing in EX.
-- Grain: one row per record of EX.
-- Reads: dose, ex.
select
    'adex' as dataset,
    dose.source_row,
    dose.record_key,
    'EXSTDTC' as variable,
    cast(null as varchar) as value,
    'warning' as severity,
    'EXSTDTC is missing; the date of the dose is not known' as message,
    'Retained; the last dose is taken from other records or DM, the first from RFXSTDTC of DM, else not known' as action
from dose
inner join ex on dose.source_row = ex.source_row
where dose.given and ex.EXSTDTC is null
