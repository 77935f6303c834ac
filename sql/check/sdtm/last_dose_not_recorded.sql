-- What: subjects whose last dose has no complete end in EX.
-- Grain: one row per subject.
-- Reads: dm, first_last_dose.
select
    'adsl' as dataset,
    dm.source_row,
    dm.record_key,
    'TRTEDT' as variable,
    cast(first_last_dose.last_dose as varchar) as value,
    'warning' as severity,
    'the dose record that started last, of a treatment, has no complete EXENDTC on or after its start; TRTEDT is '
    || case
        when first_last_dose.last_dose_from is null then 'missing: DM has no RFXENDTC or RFENDTC after it'
        when first_last_dose.last_dose_from = 'imputed'
            then 'the latest day that EX, death and cut-off allow, with TRTEDTF ' || first_last_dose.last_dose_flag
        else first_last_dose.last_dose_from || ' of DM'
    end as message,
    case
        when first_last_dose.last_dose_from is null then 'kept: the last dose is not known'
        else 'kept: exposure and the emergent window count to that day'
    end as action
from dm
inner join first_last_dose on dm.USUBJID = first_last_dose.USUBJID
where first_last_dose.last_dose_from is null or first_last_dose.last_dose_from <> 'EXENDTC'
