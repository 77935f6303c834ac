-- What: every record of DM, its qualifiers, DD and DS that says that a subject died, with the days that it allows.
-- Grain: one row per record and variable that says so.
-- Reads: dd, dm, ds, partial_date, suppdm.
with said as (
    select
        'adsl' as dataset,
        'DM' as domain,
        dm.source_row,
        dm.record_key,
        dm.USUBJID,
        'DTHFL' as variable,
        dm.DTHFL as value,
        cast(null as varchar) as date_text,
        1 as preference
    from dm
    where upper(dm.DTHFL) in ('Y', 'YES')
    union all
    select
        'adsl' as dataset,
        'DM' as domain,
        dm.source_row,
        dm.record_key,
        dm.USUBJID,
        'DTHDTC' as variable,
        dm.DTHDTC as value,
        dm.DTHDTC as date_text,
        1 as preference
    from dm
    union all
    -- Before DM had these variables they were qualifiers, or a column of the sponsor's.
    select
        'adsl' as dataset,
        'DM' as domain,
        dm.source_row,
        dm.record_key,
        dm.USUBJID,
        'DTHDT' as variable,
        dm.DTHDT as value,
        dm.DTHDT as date_text,
        1 as preference
    from dm
    union all
    select
        'suppdm' as dataset,
        'SUPPDM' as domain,
        suppdm.source_row,
        suppdm.record_key,
        suppdm.USUBJID,
        upper(suppdm.QNAM) as variable,
        suppdm.QVAL as value,
        case when upper(suppdm.QNAM) <> 'DTHFL' then suppdm.QVAL end as date_text,
        1 as preference
    from suppdm
    where
        (upper(suppdm.QNAM) = 'DTHFL' and upper(suppdm.QVAL) in ('Y', 'YES'))
        or upper(suppdm.QNAM) in ('DTHDTC', 'DTHDT')
    union all
    -- A subject has death details because it died. A result that is the date itself is before DDDTC, the day on which
    -- the details were collected.
    select
        'dd' as dataset,
        'DD' as domain,
        dd.source_row,
        dd.record_key,
        dd.USUBJID,
        'DDSTRESC' as variable,
        coalesce(dd.DDSTRESC, dd.DDORRES) as value,
        coalesce(dd.DDSTRESC, dd.DDORRES) as date_text,
        2 as preference
    from dd
    where upper(dd.DDTESTCD) in ('DTHDTC', 'DTHDT') and coalesce(upper(dd.DDSTAT), '') <> 'NOT DONE'
    union all
    select
        'dd' as dataset,
        'DD' as domain,
        dd.source_row,
        dd.record_key,
        dd.USUBJID,
        'DDTESTCD' as variable,
        dd.DDTESTCD as value,
        cast(null as varchar) as date_text,
        3 as preference
    from dd
    where
        coalesce(upper(dd.DDTESTCD), '') not in ('DTHDTC', 'DTHDT')
        and coalesce(dd.DDSTRESC, dd.DDORRES) is not null
        and coalesce(upper(dd.DDSTAT), '') <> 'NOT DONE'
    union all
    select
        'dd' as dataset,
        'DD' as domain,
        dd.source_row,
        dd.record_key,
        dd.USUBJID,
        'DDDTC' as variable,
        dd.DDDTC as value,
        dd.DDDTC as date_text,
        3 as preference
    from dd
    where coalesce(dd.DDSTRESC, dd.DDORRES) is not null and coalesce(upper(dd.DDSTAT), '') <> 'NOT DONE'
    union all
    select
        'ds' as dataset,
        'DS' as domain,
        ds.source_row,
        ds.record_key,
        ds.USUBJID,
        'DSDECOD' as variable,
        ds.DSDECOD as value,
        cast(null as varchar) as date_text,
        4 as preference
    from ds
    -- The CDISC term is DEATH (codelist NCOMPLT); sponsors write DEATH DUE TO ADVERSE EVENT or DIED.
    where upper(ds.DSDECOD) like 'DEATH%' or upper(ds.DSDECOD) = 'DIED'
    union all
    select
        'ds' as dataset,
        'DS' as domain,
        ds.source_row,
        ds.record_key,
        ds.USUBJID,
        'DSSTDTC' as variable,
        ds.DSSTDTC as value,
        ds.DSSTDTC as date_text,
        -- The day on which a death ended the treatment may be that of the last dose.
        case when upper(ds.DSSCAT) like '%TREATMENT%' then 5 else 4 end as preference
    from ds
    where upper(ds.DSDECOD) like 'DEATH%' or upper(ds.DSDECOD) = 'DIED'
)

select
    said.dataset,
    said.domain,
    said.source_row,
    said.record_key,
    said.USUBJID,
    said.variable,
    said.value,
    said.preference,
    case when partial_date.known_to = 'day' then partial_date.earliest end as death_date,
    partial_date.earliest as earliest_date,
    partial_date.latest as latest_date
from said
left join partial_date on said.date_text = partial_date.date_text
-- No death follows from a date that cannot be read.
where said.variable in ('DTHFL', 'DDTESTCD', 'DSDECOD') or partial_date.known_to <> 'none'
