-- What: subjects of the safety set without a dose record, where doses are collected.
-- Grain: one row per subject.
-- Reads: adex, adsl, collected.
with dosed as (
    select distinct adex.USUBJID
    from adex
)

select
    'adsl' as dataset,
    adsl.source_row,
    adsl.record_key,
    'USUBJID' as variable,
    adsl.USUBJID as value,
    'warning' as severity,
    'SAFFL is Y but ADEX has no record of the subject; a subject in the safety analysis set was dosed' as message,
    'Retained; exposure is counted from TRTSDT and TRTEDT' as action
from adsl
inner join collected on collected.dataset = 'adex' and collected.variable = 'USUBJID' and collected.filled > 0
left join dosed on adsl.USUBJID = dosed.USUBJID
where adsl.SAFFL = 'Y' and dosed.USUBJID is null
