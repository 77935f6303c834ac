-- What: cases whose onset by the committee is before the first dose or after the death of the subject.
-- Grain: one row per case.
-- Reads: adjudication, adsl, death.
-- Without rows in adjudication there is nothing to find.
select
    'adjudication' as dataset,
    adjudication.source_row,
    adjudication.record_key,
    'ADJSTDT' as variable,
    cast(adjudication.ADJSTDT as varchar) as value,
    'warning' as severity,
    case
        when adjudication.ADJSTDT < adsl.TRTSDT
            then 'ADJSTDT is before the first dose on ' || cast(adsl.TRTSDT as varchar)
        else 'ADJSTDT is after the death on ' || cast(death.death_date as varchar)
    end as message,
    'Retained; counted by the adjudicated decision, with the date as recorded' as action,
    true as until_cutoff
from adjudication
inner join adsl on adjudication.USUBJID = adsl.USUBJID
left join death on adjudication.USUBJID = death.USUBJID
where adjudication.ADJSTDT < adsl.TRTSDT or adjudication.ADJSTDT > death.death_date
