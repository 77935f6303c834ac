-- What: subjects who completed, or go on, and have a reason for stopping.
-- Grain: one row per subject and end.
-- Reads: adsl.
with ended as (
    select
        adsl.source_row,
        adsl.record_key,
        'EOTSTT' as variable,
        adsl.EOTSTT as status,
        'DCTREAS' as other,
        adsl.DCTREAS as reason
    from adsl
    union all
    select
        adsl.source_row,
        adsl.record_key,
        'EOSSTT' as variable,
        adsl.EOSSTT as status,
        'DCSREAS' as other,
        adsl.DCSREAS as reason
    from adsl
)

select
    'adsl' as dataset,
    ended.source_row,
    ended.record_key,
    ended.variable,
    ended.status as value,
    'warning' as severity,
    ended.variable || ' is ' || ended.status || ' but ' || ended.other || ' has a reason for discontinuation: '
    || ended.reason as message,
    'Retained; counted by ' || ended.variable || ', as recorded' as action
from ended
where
    upper(trim(ended.status)) in ('COMPLETED', 'ONGOING')
    and upper(ended.reason) not in ('COMPLETED', 'COMPLETE', 'ONGOING', 'NOT APPLICABLE')
