-- What: subjects whose informed consent is dated after their first dose.
-- Grain: one row per subject.
-- Reads: adsl.
select
    'adsl' as dataset,
    adsl.source_row,
    adsl.record_key,
    'RFICDT' as variable,
    cast(adsl.RFICDT as varchar) as value,
    'warning' as severity,
    'Informed consent is after the first dose (TRTSDT ' || cast(adsl.TRTSDT as varchar) || ')' as message,
    'Retained; no count depends on the consent date' as action
from adsl
where adsl.RFICDT > adsl.TRTSDT
