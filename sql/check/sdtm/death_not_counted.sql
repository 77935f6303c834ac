-- What: disposition records and qualifiers that speak of a death where none is recorded for the subject.
-- Grain: one row per record of DS or SUPPDM.
-- Reads: dm, ds, event_death, recorded_death, suppdm.
with dead as (
    select recorded_death.USUBJID
    from recorded_death
    union
    select event_death.USUBJID
    from event_death
    where event_death.fatal
),

known as (
    select distinct dm.USUBJID
    from dm
),

spoken as (
    select
        'ds' as dataset,
        ds.source_row,
        ds.record_key,
        ds.USUBJID,
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
        end as variable,
        case
            when
                upper(ds.DSDECOD) like '%DEATH%'
                or upper(ds.DSDECOD) like '%DIED%'
                or upper(ds.DSDECOD) like '%DECEASED%'
                then ds.DSDECOD
            else ds.DSTERM
        end as value
    from ds
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
)

select
    spoken.dataset,
    spoken.source_row,
    spoken.record_key,
    spoken.variable,
    spoken.value,
    'warning' as severity,
    spoken.variable || ' speaks of a death, and no death of the subject is recorded; DTHFL of DM must be Y or DSDECOD '
    || 'DEATH if the subject died' as message,
    'kept: not counted as dead' as action
from spoken
inner join known on spoken.USUBJID = known.USUBJID
left join dead on spoken.USUBJID = dead.USUBJID
where spoken.variable is not null and dead.USUBJID is null
