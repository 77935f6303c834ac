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
    'the dose record that started last has no complete EXENDTC; TRTEDT is '
    || coalesce(first_last_dose.last_dose_from || ' of DM', 'missing, because DM has no end after it') as message,
    'kept: exposure and the emergent window count to that day' as action
from dm
inner join first_last_dose on dm.USUBJID = first_last_dose.USUBJID
where first_last_dose.last_dose_from is null or first_last_dose.last_dose_from <> 'EXENDTC'
