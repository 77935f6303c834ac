-- What: laboratory results and vital signs that are dated after the death of the subject.
-- Grain: one row per result.
-- Reads: adlb, advs, death.
with result as (
    select
        'adlb' as dataset,
        adlb.source_row,
        adlb.record_key,
        adlb.USUBJID,
        adlb.ADT
    from adlb
    union all
    select
        'advs' as dataset,
        advs.source_row,
        advs.record_key,
        advs.USUBJID,
        advs.ADT
    from advs
)

select
    result.dataset,
    result.source_row,
    result.record_key,
    'ADT' as variable,
    cast(result.ADT as varchar) as value,
    'warning' as severity,
    'the result is dated after the death on ' || cast(death.death_date as varchar) || ', ' || death.date_source
        as message,
    'kept: a result counts as its date says' as action
from result
inner join death on result.USUBJID = death.USUBJID
where result.ADT > death.death_date
