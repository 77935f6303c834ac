-- What: subjects whose first or last exposure in DM is not the day that EX gives.
-- Grain: one row per subject and date.
-- Reads: dm, first_last_dose, full_date.
with compared as (
    select
        dm.source_row,
        dm.record_key,
        'TRTSDT' as variable,
        'RFXSTDTC' as reference,
        first_last_dose.first_dose as dose_date,
        full_date.full_date as reference_date
    from dm
    inner join first_last_dose on dm.USUBJID = first_last_dose.USUBJID
    inner join full_date on dm.RFXSTDTC = full_date.date_text
    where first_last_dose.first_dose_from = 'EXSTDTC'
    union all
    select
        dm.source_row,
        dm.record_key,
        'TRTEDT' as variable,
        'RFXENDTC' as reference,
        first_last_dose.last_dose as dose_date,
        full_date.full_date as reference_date
    from dm
    inner join first_last_dose on dm.USUBJID = first_last_dose.USUBJID
    inner join full_date on dm.RFXENDTC = full_date.date_text
    where first_last_dose.last_dose_from = 'EXENDTC'
)

select
    'adsl' as dataset,
    compared.source_row,
    compared.record_key,
    compared.variable,
    cast(compared.dose_date as varchar) as value,
    'warning' as severity,
    compared.reference || ' of DM is ' || cast(compared.reference_date as varchar)
    || '; by the doses in EX the day is ' || cast(compared.dose_date as varchar) as message,
    'kept: ' || compared.variable || ' by the doses in EX' as action
from compared
where compared.dose_date <> compared.reference_date
