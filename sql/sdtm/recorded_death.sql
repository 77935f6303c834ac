-- What: who died as DM, its supplemental qualifiers or DS record it, and when.
-- Grain: one row per subject with a death recorded.
-- Reads: dm, ds, full_date, partial_date, suppdm.
with reported as (
    -- A date that cannot be read, such as UNKNOWN, tells of no death; a part of a date does.
    select
        dm.USUBJID,
        full_date.full_date as death_date,
        cast(null as varchar) as disposition,
        1 as preference
    from dm
    left join full_date on dm.DTHDTC = full_date.date_text
    left join partial_date on dm.DTHDTC = partial_date.date_text
    where upper(dm.DTHFL) = 'Y' or partial_date.known_to <> 'none'
    union all
    -- Before DM had these variables they were qualifiers, or a column of the sponsor's.
    select
        dm.USUBJID,
        full_date.full_date as death_date,
        cast(null as varchar) as disposition,
        1 as preference
    from dm
    inner join partial_date on dm.DTHDT = partial_date.date_text
    left join full_date on dm.DTHDT = full_date.date_text
    where partial_date.known_to <> 'none'
    union all
    select
        suppdm.USUBJID,
        full_date.full_date as death_date,
        cast(null as varchar) as disposition,
        1 as preference
    from suppdm
    left join full_date on suppdm.QVAL = full_date.date_text
    left join partial_date on suppdm.QVAL = partial_date.date_text
    where
        (upper(suppdm.QNAM) = 'DTHFL' and upper(suppdm.QVAL) = 'Y')
        or (upper(suppdm.QNAM) in ('DTHDTC', 'DTHDT') and partial_date.known_to <> 'none')
    union all
    select
        ds.USUBJID,
        full_date.full_date as death_date,
        ds.DSDECOD as disposition,
        -- The day on which a death ended the treatment may be that of the last dose.
        case when upper(ds.DSSCAT) like '%TREATMENT%' then 3 else 2 end as preference
    from ds
    left join full_date on ds.DSSTDTC = full_date.date_text
    -- The CDISC term is DEATH (codelist NCOMPLT); sponsors write DEATH DUE TO ADVERSE EVENT or DIED.
    where upper(ds.DSDECOD) like 'DEATH%' or upper(ds.DSDECOD) = 'DIED'
)

-- The date of DM before that of DS.
select
    reported.USUBJID,
    coalesce(
        min(case when reported.preference = 1 then reported.death_date end),
        min(case when reported.preference = 2 then reported.death_date end),
        min(case when reported.preference = 3 then reported.death_date end)
    ) as death_date,
    max(reported.disposition) as disposition
from reported
group by reported.USUBJID
