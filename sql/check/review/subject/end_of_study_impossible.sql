-- What: ends of study that cannot be: before the first or the last dose, or no full date where the study file names it.
-- Grain: one row per subject and date.
-- Reads: adsl, end_of_study_value, study.
with dated as (
    select
        adsl.source_row,
        'EOSDT' as variable,
        cast(adsl.EOSDT as varchar) as value,
        adsl.EOSDT as day
    from adsl
    where adsl.EOSDT is not null
    union all
    select
        adsl.source_row,
        'RFPENDTC' as variable,
        adsl.RFPENDTC as value,
        try_cast(nullif(regexp_extract(adsl.RFPENDTC, '^([0-9]{4}-[0-9]{2}-[0-9]{2})', 1), '') as date) as day
    from adsl
    where adsl.RFPENDTC is not null and adsl.EOSDT is null
    union all
    select
        end_of_study_value.source_row,
        end_of_study_value.variable,
        end_of_study_value.value,
        end_of_study_value.end_date as day
    from end_of_study_value
)

select
    'adsl' as dataset,
    adsl.source_row,
    adsl.record_key,
    dated.variable,
    dated.value,
    'warning' as severity,
    case
        when dated.day is null then dated.variable || ' is not a full calendar date such as 2014-01-02'
        when dated.day < adsl.TRTSDT
            then dated.variable || ' is before the first dose (TRTSDT ' || cast(adsl.TRTSDT as varchar) || ')'
        else dated.variable || ' is before the last dose (TRTEDT ' || cast(adsl.TRTEDT as varchar) || ')'
    end as message,
    case
        when dated.day is null or dated.day < adsl.TRTSDT then 'Retained; not used as the end of study'
        when dated.day > study.counted_until then 'Retained; truncated: the subject is ongoing at the cut-off'
        else 'Retained; the time at risk ends at the end of study as recorded'
    end as action
from dated
inner join adsl on dated.source_row = adsl.source_row
cross join study
where adsl.SAFFL = 'Y' and (dated.day is null or dated.day < adsl.TRTSDT or dated.day < adsl.TRTEDT)
