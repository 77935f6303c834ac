-- What: dose records that end before they start.
-- Grain: one row per dose record.
-- Reads: adex.
-- Without rows in adex there is nothing to find.
select
    'adex' as dataset,
    adex.source_row,
    adex.record_key,
    'AENDT' as variable,
    cast(adex.AENDT as varchar) as value,
    'warning' as severity,
    'AENDT is before the start date (ASTDT ' || cast(adex.ASTDT as varchar) || ')' as message,
    'Retained; exposure is counted from TRTSDT and TRTEDT' as action,
    true as until_cutoff
from adex
where adex.AENDT < adex.ASTDT
