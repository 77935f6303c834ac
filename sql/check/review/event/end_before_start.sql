-- What: events that end before they start.
-- Grain: one row per event.
-- Reads: adae.
select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    'AENDT' as variable,
    cast(adae.AENDT as varchar) as value,
    'warning' as severity,
    'AENDT is before the start date (ASTDT ' || cast(adae.ASTDT as varchar) || ')' as message,
    'Retained; both dates are used as recorded' as action
from adae
where adae.AENDT < adae.ASTDT
