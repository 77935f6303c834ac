-- What: laboratory results and vital signs that are dated after the death of the subject.
-- Grain: one row per result.
-- Reads: adlb, advs, death, result_day.
with result as (
    select
        'adlb' as dataset,
        adlb.source_row,
        adlb.record_key
    from adlb
    union all
    select
        'advs' as dataset,
        advs.source_row,
        advs.record_key
    from advs
)

select
    result.dataset,
    result.source_row,
    result.record_key,
    result_day.variable,
    cast(result_day.day as varchar) as value,
    'warning' as severity,
    'the result is dated after the death on ' || cast(death.death_date as varchar) || ', ' || death.date_source
        as message,
    'kept: a result counts as its date says' as action
from result
inner join result_day on result.dataset = result_day.dataset and result.source_row = result_day.source_row
inner join death on result_day.USUBJID = death.USUBJID
where result_day.day > death.death_date
