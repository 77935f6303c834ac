-- What: subjects assigned to an arm whose death is recorded and who got no dose by EX.
-- Grain: one row per subject.
-- Reads: adsl, dm, enrolled, recorded_death.
select
    'adsl' as dataset,
    dm.source_row,
    dm.record_key,
    'SAFFL' as variable,
    adsl.SAFFL as value,
    'warning' as severity,
    'the subject is assigned to an arm and died' || coalesce(' on ' || cast(recorded_death.death_date as varchar), '')
    || ', and EX has no dose' as message,
    'kept: out of the safety set, so the death is in no table' as action
from dm
inner join adsl on dm.source_row = adsl.source_row
inner join enrolled on dm.source_row = enrolled.source_row
inner join recorded_death on dm.USUBJID = recorded_death.USUBJID
where enrolled.enrolled and adsl.SAFFL = 'N'
