-- What: ends of study after the cut-off date of the data: how many, in one finding a variable.
-- Grain: one row per variable that has such an end.
-- Reads: adsl, end_of_study, study.
with ended as (
    select
        adsl.record_key,
        'EOSDT' as variable,
        adsl.EOSDT as day
    from adsl
    union all
    -- Other dates tell the end only of who has no EOSDT.
    select
        adsl.record_key,
        end_of_study.source as variable,
        end_of_study.end_date as day
    from end_of_study
    inner join adsl on end_of_study.USUBJID = adsl.USUBJID
    where end_of_study.source not in ('EOSDT', 'death', 'ongoing at the cut-off', 'not known')
),

after_it as (
    select
        ended.variable,
        count(*) as subjects,
        min(ended.record_key) as first_key,
        max(ended.day) as latest_day
    from ended
    cross join study
    where ended.day > study.cutoff_date
    group by ended.variable
)

select
    'adsl' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    after_it.variable,
    cast(null as varchar) as value,
    'warning' as severity,
    after_it.variable || ' of ' || cast(after_it.subjects as varchar)
    || case
        when after_it.subjects = 1 then ' subject (' || after_it.first_key || ', '
        else ' subjects (such as ' || after_it.first_key || '; the latest date is '
    end
    || cast(after_it.latest_day as varchar) || ') is after the cut-off date '
    || cast(study.cutoff_date as varchar) || ' of the study' as message,
    case
        when study.counted_until is null then 'Retained; counted as recorded, as the study file specifies'
        when after_it.subjects = 1 then 'Retained; truncated: the subject is ongoing at the cut-off'
        else 'Retained; truncated: these subjects are ongoing at the cut-off'
    end as action
from after_it
cross join study
