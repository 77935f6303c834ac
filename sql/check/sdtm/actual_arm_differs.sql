-- What: subjects of the safety set whose actual arm is not the planned one.
-- Grain: one row per subject.
-- Reads: adsl, dm.
select
    'adsl' as dataset,
    dm.source_row,
    dm.record_key,
    'TRT01A' as variable,
    adsl.TRT01A as value,
    'note' as severity,
    'ACTARM is not the planned arm (' || adsl.TRT01P || ')' as message,
    'Retained; counted by actual treatment unless the study file names TRT01P' as action
from dm
inner join adsl on dm.source_row = adsl.source_row
where adsl.SAFFL = 'Y' and adsl.TRT01A <> adsl.TRT01P
