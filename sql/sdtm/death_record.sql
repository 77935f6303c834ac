-- What: every record of DM, its qualifiers, DD and DS that says that a subject died, with the days that it allows.
-- Grain: one row per record and variable that says so.
-- Reads: dd, dm, ds, partial_date, suppdm.
with detail as (
    select
        dd.source_row,
        dd.record_key,
        dd.USUBJID,
        dd.DDTESTCD,
        dd.DDDTC,
        coalesce(dd.DDSTRESC, dd.DDORRES) as result,
        coalesce(upper(dd.DDTESTCD), '') in ('DTHDTC', 'DTHDT') as is_date
    from dd
    where coalesce(upper(dd.DDSTAT), '') <> 'NOT DONE'
),

-- The CDISC term is DEATH (codelist NCOMPLT); sponsors write DEATH DUE TO ADVERSE EVENT or DIED.
disposition_death as (
    select
        ds.source_row,
        ds.record_key,
        ds.USUBJID,
        ds.DSDECOD,
        ds.DSSTDTC,
        ds.DSSCAT
    from ds
    where upper(ds.DSDECOD) like 'DEATH%' or upper(ds.DSDECOD) = 'DIED'
),

said as (
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
        detail.source_row,
        detail.record_key,
        detail.USUBJID,
        'DDSTRESC' as variable,
        detail.result as value,
        detail.result as date_text,
        2 as preference
    from detail
    where detail.is_date
    union all
    select
        'dd' as dataset,
        'DD' as domain,
        detail.source_row,
        detail.record_key,
        detail.USUBJID,
        'DDTESTCD' as variable,
        detail.DDTESTCD as value,
        cast(null as varchar) as date_text,
        3 as preference
    from detail
    where not detail.is_date and detail.result is not null
    union all
    select
        'dd' as dataset,
        'DD' as domain,
        detail.source_row,
        detail.record_key,
        detail.USUBJID,
        'DDDTC' as variable,
        detail.DDDTC as value,
        detail.DDDTC as date_text,
        3 as preference
    from detail
    where detail.result is not null
    union all
    select
        'ds' as dataset,
        'DS' as domain,
        disposition_death.source_row,
        disposition_death.record_key,
        disposition_death.USUBJID,
        'DSDECOD' as variable,
        disposition_death.DSDECOD as value,
        cast(null as varchar) as date_text,
        4 as preference
    from disposition_death
    union all
    select
        'ds' as dataset,
        'DS' as domain,
        disposition_death.source_row,
        disposition_death.record_key,
        disposition_death.USUBJID,
        'DSSTDTC' as variable,
        disposition_death.DSSTDTC as value,
        disposition_death.DSSTDTC as date_text,
        -- The day on which a death ended the treatment may be that of the last dose.
        case when upper(disposition_death.DSSCAT) like '%TREATMENT%' then 5 else 4 end as preference
    from disposition_death
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
