-- What: disposition records that speak of a death where none is recorded for the subject.
-- Grain: one row per record of DS.
-- Reads: ae, dm, ds, recorded_death.
with dead as (
    select recorded_death.USUBJID
    from recorded_death
    union
    select ae.USUBJID
    from ae
    where upper(ae.AEOUT) = 'FATAL' or upper(ae.AESDTH) = 'Y' or ae.AETOXGR = '5'
),

known as (
    select distinct dm.USUBJID
    from dm
),

spoken as (
    select
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
        ds.DSDECOD,
        ds.DSTERM
    from ds
)

select
    'ds' as dataset,
    spoken.source_row,
    spoken.record_key,
    spoken.variable,
    case spoken.variable when 'DSDECOD' then spoken.DSDECOD else spoken.DSTERM end as value,
    'warning' as severity,
    spoken.variable || ' speaks of a death, and no death of the subject is recorded; DTHFL of DM must be Y or DSDECOD '
    || 'DEATH if the subject died' as message,
    'kept: not counted as dead' as action
from spoken
inner join known on spoken.USUBJID = known.USUBJID
left join dead on spoken.USUBJID = dead.USUBJID
where spoken.variable is not null and dead.USUBJID is null
