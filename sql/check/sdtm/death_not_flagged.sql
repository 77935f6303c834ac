-- What: subjects who died by DTHDTC, by a qualifier, by DD or by DS and are not flagged as dead in DM.
-- Grain: one row per subject.
-- Reads: dm, known_death, recorded_death.
-- Without rows in recorded_death there is nothing to find.
select
    'adsl' as dataset,
    dm.source_row,
    dm.record_key,
    'DTHFL' as variable,
    dm.DTHFL as value,
    'warning' as severity,
    'DTHFL of DM is not Y, although '
    || case
        when recorded_death.DTHDTC is not null then 'DTHDTC is ' || recorded_death.DTHDTC
        when recorded_death.details is not null then 'DD has ' || recorded_death.details
        when recorded_death.disposition is not null then 'DSDECOD in DS is ' || recorded_death.disposition
        else 'another record of the subject in DM states the death'
    end as message,
    case
        when known_death.counted
            then 'Retained; counted as dead' || coalesce(' on ' || cast(recorded_death.death_date as varchar), '')
        else 'Retained; the death is after the cut-off, so it is not counted'
    end as action
from dm
inner join recorded_death on dm.USUBJID = recorded_death.USUBJID
inner join known_death on dm.USUBJID = known_death.USUBJID
where coalesce(upper(dm.DTHFL), 'N') not in ('Y', 'YES')
