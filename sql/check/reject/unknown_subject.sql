-- What: records of subjects that ADSL does not have, or whose ADSL record was set aside.
-- Grain: one row per record that is set aside.
-- Reads: adae_input, adex_input, adjudication_input, adlb_input, adsl, advs_input.
with record as (
    select
        'adae' as dataset,
        adae_input.source_row,
        adae_input.record_key,
        adae_input.USUBJID
    from adae_input
    union all
    select
        'adex' as dataset,
        adex_input.source_row,
        adex_input.record_key,
        adex_input.USUBJID
    from adex_input
    union all
    select
        'adlb' as dataset,
        adlb_input.source_row,
        adlb_input.record_key,
        adlb_input.USUBJID
    from adlb_input
    union all
    select
        'advs' as dataset,
        advs_input.source_row,
        advs_input.record_key,
        advs_input.USUBJID
    from advs_input
    union all
    select
        'adjudication' as dataset,
        adjudication_input.source_row,
        adjudication_input.record_key,
        adjudication_input.USUBJID
    from adjudication_input
),

known as (
    select distinct adsl.USUBJID
    from adsl
)

select
    record.dataset,
    record.source_row,
    record.record_key,
    'USUBJID' as variable,
    record.USUBJID as value,
    'reject' as severity,
    'USUBJID is not among the accepted subjects of ADSL; every subject of '
    || upper(record.dataset) || ' must have its row there' as message,
    'set aside' as action
from record
left join known on record.USUBJID = known.USUBJID
-- A record without USUBJID has its finding already.
where record.USUBJID is not null and known.USUBJID is null
