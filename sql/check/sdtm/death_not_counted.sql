-- What: what speaks of a death that no record has: unreadable dates, details without a result, words of DS, qualifiers.
-- Grain: one row per record of DM, DD, DS or SUPPDM, and variable.
-- Reads: dd, dm, ds, known_death, partial_date, recorded_date, suppdm.
with known as (
    select distinct dm.USUBJID
    from dm
),

worded as (
    select
        ds.source_row,
        case
            when
                upper(ds.DSDECOD) like '%DEATH%'
                or upper(ds.DSDECOD) like '%DIED%'
                or upper(ds.DSDECOD) like '%DECEASED%'
                then 'DSDECOD'
            when
                upper(ds.DSTERM) like '%DEATH%'
                or upper(ds.DSTERM) like '%DIED%'
                or upper(ds.DSTERM) like '%DECEASED%'
                then 'DSTERM'
        end as variable
    from ds
),

spoken as (
    select
        'adsl' as dataset,
        dm.source_row,
        dm.record_key,
        dm.USUBJID,
        recorded_date.variable,
        recorded_date.date_text as value
    from recorded_date
    inner join partial_date on recorded_date.date_text = partial_date.date_text
    inner join dm on recorded_date.source_row = dm.source_row
    where
        recorded_date.dataset = 'adsl'
        and recorded_date.variable in ('DTHDTC', 'DTHDT')
        and partial_date.known_to = 'none'
    union all
    select
        'ds' as dataset,
        ds.source_row,
        ds.record_key,
        ds.USUBJID,
        worded.variable,
        case worded.variable when 'DSDECOD' then ds.DSDECOD else ds.DSTERM end as value
    from ds
    inner join worded on ds.source_row = worded.source_row
    where worded.variable is not null
    union all
    select
        'suppdm' as dataset,
        suppdm.source_row,
        suppdm.record_key,
        suppdm.USUBJID,
        upper(suppdm.QNAM) as variable,
        suppdm.QVAL as value
    from suppdm
    where
        (
            upper(suppdm.QNAM) like 'DTH%'
            or upper(suppdm.QNAM) like '%DEATH%'
            or upper(suppdm.QNAM) like '%DIED%'
            or upper(suppdm.QVAL) like '%DEATH%'
            or upper(suppdm.QVAL) like '%DIED%'
        )
        and upper(suppdm.QVAL) not in ('N', 'NO')
    union all
    select
        'dd' as dataset,
        dd.source_row,
        dd.record_key,
        dd.USUBJID,
        'DDTESTCD' as variable,
        dd.DDTESTCD as value
    from dd
)

select
    spoken.dataset,
    spoken.source_row,
    spoken.record_key,
    spoken.variable,
    spoken.value,
    'warning' as severity,
    spoken.variable || ' mentions a death, but no death of the subject is recorded; if the subject died, '
    || 'DTHFL of DM must be Y or DSDECOD must be DEATH' as message,
    'Retained; not counted as dead' as action
from spoken
inner join known on spoken.USUBJID = known.USUBJID
left join known_death on spoken.USUBJID = known_death.USUBJID
where known_death.USUBJID is null
