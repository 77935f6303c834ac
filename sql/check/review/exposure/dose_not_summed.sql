-- What: doses whose amount no record says, or in a unit of their own: their subjects have no cumulative dose.
-- Grain: one row per treatment and reason.
-- Reads: dose_record.
-- Without rows in dose_record there is nothing to find.
with several as (
    select
        dose_record.USUBJID,
        dose_record.treatment,
        count(*) as records
    from dose_record
    where dose_record.given and not dose_record.placebo
    group by dose_record.USUBJID, dose_record.treatment
    having count(distinct upper(dose_record.unit)) > 1 and count(dose_record.not_summed) = 0
),

reason as (
    select
        dose_record.treatment,
        dose_record.not_summed,
        count(*) as records,
        count(distinct dose_record.USUBJID) as subjects
    from dose_record
    where dose_record.not_summed is not null
    group by dose_record.treatment, dose_record.not_summed
    union all
    select
        several.treatment,
        'more than one unit in a subject, which are not added' as not_summed,
        sum(several.records) as records,
        count(*) as subjects
    from several
    group by several.treatment
)

select
    'adex' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    case
        when reason.not_summed like '%EXDOSE%' then 'EXDOSE'
        when reason.not_summed like '%unit%' then 'EXDOSU'
        when reason.not_summed like 'no end%' then 'AENDT'
        else 'EXDOSFRQ'
    end as variable,
    cast(null as varchar) as value,
    -- What the study file can say is no mistake of the data.
    case when reason.not_summed like 'several days%' then 'note' else 'warning' end as severity,
    cast(reason.records as varchar) || case when reason.records = 1 then ' dose of ' else ' doses of ' end
    || reason.treatment || case when reason.records = 1 then ' has ' else ' have ' end || reason.not_summed as message,
    'Retained; '
    || case
        when reason.subjects = 1 then 'the subject is' else cast(reason.subjects as varchar) || ' subjects are'
    end
    || ' in no cumulative dose and no dose intensity of the treatment' as action
from reason
