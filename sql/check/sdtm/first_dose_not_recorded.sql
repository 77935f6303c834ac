-- What: subjects whose first dose has no complete start in EX.
-- Grain: one row per subject.
-- Reads: dm, first_last_dose.
select
    'adsl' as dataset,
    dm.source_row,
    dm.record_key,
    'TRTSDT' as variable,
    cast(first_last_dose.first_dose as varchar) as value,
    'warning' as severity,
    'the dose record that can have started first has no complete EXSTDTC; TRTSDT is '
    || case
        when first_last_dose.first_dose_from is null then 'missing: neither EX nor DM (RFXSTDTC, RFSTDTC) tells it'
        when first_last_dose.first_dose_from = 'imputed'
            then 'the earliest day that EX allows, with TRTSDTF ' || first_last_dose.first_dose_flag
        else first_last_dose.first_dose_from || ' of DM'
    end as message,
    case
        when first_last_dose.first_dose_from is null then 'kept: the subject is not timed'
        else 'kept: exposure and the emergent window count from that day'
    end as action
from dm
inner join first_last_dose on dm.USUBJID = first_last_dose.USUBJID
where first_last_dose.first_dose_from is null or first_last_dose.first_dose_from <> 'EXSTDTC'
