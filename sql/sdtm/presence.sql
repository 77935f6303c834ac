-- What: when each subject consented, ended the participation, and was last in the disposition, where a day is known.
-- Grain: one row per record of DM.
-- Reads: dm, ds, full_date.
with disposition as (
    select
        ds.USUBJID,
        min(case when upper(ds.DSDECOD) like '%INFORMED CONSENT OBTAINED' then full_date.full_date end) as consent_date,
        max(full_date.full_date) as last_date
    from ds
    inner join full_date on ds.DSSTDTC = full_date.date_text
    group by ds.USUBJID
)

select
    dm.source_row,
    coalesce(consent.full_date, disposition.consent_date) as consent_date,
    participation_end.full_date as end_date,
    -- greatest() skips what is missing.
    greatest(participation_end.full_date, disposition.last_date) as last_date
from dm
left join full_date as consent on dm.RFICDTC = consent.date_text
left join full_date as participation_end on dm.RFPENDTC = participation_end.date_text
left join disposition on dm.USUBJID = disposition.USUBJID
