-- What: subjects whose last dose is before their first.
-- Grain: one row per subject.
-- Reads: adsl.
select
    'adsl' as dataset,
    adsl.source_row,
    adsl.record_key,
    'TRTEDT' as variable,
    cast(adsl.TRTEDT as varchar) as value,
    'warning' as severity,
    'TRTEDT is before the first dose (TRTSDT ' || cast(adsl.TRTSDT as varchar)
    || '); it must be the same day or later' as message,
    'Retained; the subject is counted, but not the exposure and time at risk' as action
from adsl
where adsl.TRTEDT < adsl.TRTSDT
