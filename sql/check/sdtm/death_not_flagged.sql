-- What: subjects who died by DTHDTC or by DS and are not flagged as dead in DM.
-- Grain: one row per subject.
-- Reads: dm, partial_date, recorded_death.
select
    'adsl' as dataset,
    dm.source_row,
    dm.record_key,
    'DTHFL' as variable,
    dm.DTHFL as value,
    'warning' as severity,
    'DTHFL of DM is not Y, although '
    || case
        when partial_date.known_to <> 'none' then 'DTHDTC is ' || dm.DTHDTC
        when recorded_death.disposition is not null then 'DSDECOD in DS is ' || recorded_death.disposition
        else 'another record of the subject in DM says so'
    end as message,
    'kept: counted as dead' as action
from dm
inner join recorded_death on dm.USUBJID = recorded_death.USUBJID
left join partial_date on dm.DTHDTC = partial_date.date_text
where coalesce(upper(dm.DTHFL), 'N') <> 'Y'
