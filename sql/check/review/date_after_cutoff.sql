-- What: dates after the cut-off date of the data; the onsets of adverse events have a check of their own.
-- Grain: one row per record and date.
-- Reads: adae, adex, adjudication, adlb, adsl, study.
with dated as (
    select
        'adsl' as dataset,
        adsl.source_row,
        adsl.record_key,
        'TRTSDT' as variable,
        adsl.TRTSDT as day
    from adsl
    union all
    select
        'adsl' as dataset,
        adsl.source_row,
        adsl.record_key,
        'TRTEDT' as variable,
        adsl.TRTEDT as day
    from adsl
    union all
    select
        'adsl' as dataset,
        adsl.source_row,
        adsl.record_key,
        'EOSDT' as variable,
        adsl.EOSDT as day
    from adsl
    union all
    select
        'adsl' as dataset,
        adsl.source_row,
        adsl.record_key,
        'DTHDT' as variable,
        adsl.DTHDT as day
    from adsl
    union all
    select
        'adae' as dataset,
        adae.source_row,
        adae.record_key,
        'AENDT' as variable,
        adae.AENDT as day
    from adae
    union all
    select
        'adex' as dataset,
        adex.source_row,
        adex.record_key,
        'ASTDT' as variable,
        adex.ASTDT as day
    from adex
    union all
    select
        'adex' as dataset,
        adex.source_row,
        adex.record_key,
        'AENDT' as variable,
        adex.AENDT as day
    from adex
    union all
    select
        'adlb' as dataset,
        adlb.source_row,
        adlb.record_key,
        'ADT' as variable,
        adlb.ADT as day
    from adlb
    union all
    -- The day of the committee's decision (ADJDT) may be later: it is not of the subject.
    select
        'adjudication' as dataset,
        adjudication.source_row,
        adjudication.record_key,
        'INVSTDT' as variable,
        adjudication.INVSTDT as day
    from adjudication
    union all
    select
        'adjudication' as dataset,
        adjudication.source_row,
        adjudication.record_key,
        'ADJSTDT' as variable,
        adjudication.ADJSTDT as day
    from adjudication
)

select
    dated.dataset,
    dated.source_row,
    dated.record_key,
    dated.variable,
    cast(dated.day as varchar) as value,
    'warning' as severity,
    dated.variable || ' is after the cut-off date ' || cast(study.cutoff_date as varchar) || ' of the study' as message,
    'kept: the date counts as recorded' as action
from dated
cross join study
where dated.day > study.cutoff_date
