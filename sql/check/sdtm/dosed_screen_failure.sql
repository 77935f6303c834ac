-- What: subjects with a dose whom DM calls screen failures or not assigned.
-- Grain: one row per subject.
-- Reads: dm, enrolled, first_last_dose.
select
    'adsl' as dataset,
    dm.source_row,
    dm.record_key,
    'SAFFL' as variable,
    'N' as value,
    'warning' as severity,
    'EX has a dose, but ARMCD, ACTARMCD, ARM, ACTARM or ARMNRS states screen failure or not assigned' as message,
    'Retained; not in the safety analysis set, according to DM' as action
from dm
inner join enrolled on dm.source_row = enrolled.source_row
inner join first_last_dose on dm.USUBJID = first_last_dose.USUBJID
where not enrolled.enrolled
