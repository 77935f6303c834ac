-- What: subjects assigned to an arm who got no dose.
-- Grain: one row per subject.
-- Reads: dm, dose, enrolled, first_last_dose.
with recorded as (
    select
        dose.USUBJID,
        count(*) as records
    from dose
    where dose.occurred
    group by dose.USUBJID
)

select
    'adsl' as dataset,
    dm.source_row,
    dm.record_key,
    'SAFFL' as variable,
    'N' as value,
    case when dm.RFXSTDTC is null and recorded.USUBJID is null then 'note' else 'warning' end as severity,
    'EX has no dose for this subject, who is assigned to an arm'
    || coalesce(
        '; the records in EX other than EXOCCUR = N (' || cast(recorded.records as varchar)
        || ') have no amount above 0 and name no placebo',
        ''
    )
    || coalesce('; RFXSTDTC of DM gives one, on ' || dm.RFXSTDTC, '') as message,
    'Retained; not in the safety analysis set' as action
from dm
inner join enrolled on dm.source_row = enrolled.source_row
left join first_last_dose on dm.USUBJID = first_last_dose.USUBJID
left join recorded on dm.USUBJID = recorded.USUBJID
where enrolled.enrolled and first_last_dose.USUBJID is null
