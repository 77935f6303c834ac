-- What: subjects whose first or last exposure in DM is not the day that EX gives, or is none that EX allows.
-- Grain: one row per subject and date.
-- Reads: dm, first_last_dose, full_date.
with compared as (
    select
        dm.source_row,
        dm.record_key,
        'TRTSDT' as variable,
        'RFXSTDTC' as reference,
        first_last_dose.first_dose as dose_date,
        first_last_dose.first_dose_from as dose_from,
        full_date.full_date as reference_date
    from dm
    inner join first_last_dose on dm.USUBJID = first_last_dose.USUBJID
    inner join full_date on dm.RFXSTDTC = full_date.date_text
    union all
    select
        dm.source_row,
        dm.record_key,
        'TRTEDT' as variable,
        'RFXENDTC' as reference,
        first_last_dose.last_dose as dose_date,
        first_last_dose.last_dose_from as dose_from,
        full_date.full_date as reference_date
    from dm
    inner join first_last_dose on dm.USUBJID = first_last_dose.USUBJID
    inner join full_date on dm.RFXENDTC = full_date.date_text
)

select
    'adsl' as dataset,
    compared.source_row,
    compared.record_key,
    compared.variable,
    cast(compared.dose_date as varchar) as value,
    'warning' as severity,
    compared.reference || ' of DM is ' || cast(compared.reference_date as varchar)
    || case
        when compared.dose_from in ('EXSTDTC', 'EXENDTC')
            then '; by the doses in EX the date is ' || cast(compared.dose_date as varchar)
        else '; by the doses in EX it cannot be that day'
    end as message,
    'Retained; ' || compared.variable || case
        when compared.dose_from in ('EXSTDTC', 'EXENDTC') then ' by the doses in EX'
        when compared.dose_from = 'imputed' then ' as imputed from EX'
        when compared.dose_from in ('RFSTDTC', 'RFENDTC') then ' by ' || compared.dose_from || ' of DM'
        else ' is missing'
    end as action
from compared
-- A day of DM that is not taken is another one; where there is none to take, it is one that EX rules out.
where coalesce(compared.dose_date <> compared.reference_date, true)
