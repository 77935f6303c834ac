-- What: records of SUPPDM, DD and DS whose subject is not in DM, or that lack what they are read for.
-- Grain: one row per record.
-- Reads: dd, dm, ds, suppdm.
with record as (
    select
        'suppdm' as dataset,
        suppdm.source_row,
        suppdm.record_key,
        suppdm.USUBJID,
        'QNAM' as variable,
        suppdm.QNAM as term
    from suppdm
    union all
    select
        'dd' as dataset,
        dd.source_row,
        dd.record_key,
        dd.USUBJID,
        'DDTESTCD' as variable,
        dd.DDTESTCD as term
    from dd
    union all
    select
        'ds' as dataset,
        ds.source_row,
        ds.record_key,
        ds.USUBJID,
        'DSDECOD' as variable,
        ds.DSDECOD as term
    from ds
),

known as (
    select distinct dm.USUBJID
    from dm
)

select
    record.dataset,
    record.source_row,
    record.record_key,
    case when known.USUBJID is null then 'USUBJID' else record.variable end as variable,
    case when known.USUBJID is null then record.USUBJID end as value,
    'warning' as severity,
    case when known.USUBJID is null then 'USUBJID is not in DM' else record.variable || ' is missing' end as message,
    'Retained; the record is not used' as action
from record
left join known on record.USUBJID = known.USUBJID
where known.USUBJID is null or record.term is null
