-- What: who died as DM or DS records it, and when.
-- Grain: one row per subject with a death recorded.
-- Reads: dm, ds, full_date.
with reported as (
    select
        dm.USUBJID,
        full_date.full_date as death_date,
        1 as preference
    from dm
    left join full_date on dm.DTHDTC = full_date.date_text
    where upper(dm.DTHFL) = 'Y' or dm.DTHDTC is not null
    union all
    select
        ds.USUBJID,
        full_date.full_date as death_date,
        -- The day on which a death ended the treatment may be that of the last dose.
        case when upper(ds.DSSCAT) like '%TREATMENT%' then 3 else 2 end as preference
    from ds
    left join full_date on ds.DSSTDTC = full_date.date_text
    where upper(ds.DSDECOD) = 'DEATH'
)

-- The date of DM before that of DS.
select
    reported.USUBJID,
    coalesce(
        min(case when reported.preference = 1 then reported.death_date end),
        min(case when reported.preference = 2 then reported.death_date end),
        min(case when reported.preference = 3 then reported.death_date end)
    ) as death_date
from reported
group by reported.USUBJID
