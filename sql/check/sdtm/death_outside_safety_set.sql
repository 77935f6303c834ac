-- What: subjects whose death is recorded and who got no dose by EX; those assigned to no arm are screen failures.
-- Grain: one row per subject.
-- Reads: adsl, dm, enrolled, known_death.
-- Without rows in known_death there is nothing to find.
select
    'adsl' as dataset,
    dm.source_row,
    dm.record_key,
    'SAFFL' as variable,
    adsl.SAFFL as value,
    case when enrolled.enrolled then 'warning' else 'note' end as severity,
    'The subject is assigned to ' || case when enrolled.enrolled then 'an arm' else 'no arm' end || ' and died'
    || coalesce(' on ' || cast(known_death.death_date as varchar), '') || ', but EX has no dose' as message,
    'Retained; not in the safety analysis set, so the death is in no table' as action
from dm
inner join adsl on dm.source_row = adsl.source_row
inner join enrolled on dm.source_row = enrolled.source_row
inner join known_death on dm.USUBJID = known_death.USUBJID
where adsl.SAFFL = 'N'
