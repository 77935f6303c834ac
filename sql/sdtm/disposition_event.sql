-- What: how the treatment and the study ended, by the record that counts of the last epoch that has one.
-- Grain: one row per subject and kind of end ('study', 'treatment').
-- Reads: disposition_record.
with placed as (
    select
        disposition_record.USUBJID,
        disposition_record.kind,
        disposition_record.decision,
        disposition_record.event_date,
        -- Never by the order of the records in the file.
        row_number() over (
            partition by disposition_record.USUBJID, disposition_record.kind
            order by
                case when disposition_record.after_cutoff then 1 else 0 end,
                case when disposition_record.epoch_date is null then 1 else 0 end,
                disposition_record.epoch_date desc,
                case when disposition_record.decision = 'COMPLETED' then 1 else 0 end,
                disposition_record.decision asc,
                case when disposition_record.event_date is null then 1 else 0 end,
                disposition_record.event_date desc
        ) as from_last
    from disposition_record
    where disposition_record.place = 1
)

select
    placed.USUBJID,
    placed.kind,
    case when placed.decision = 'COMPLETED' then 'COMPLETED' else 'DISCONTINUED' end as status,
    case when placed.decision <> 'COMPLETED' then placed.decision end as reason,
    placed.event_date
from placed
where placed.from_last = 1
