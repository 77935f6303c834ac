-- What: how the treatment and the study ended; protocol milestones and other events are not read.
-- Grain: one row per subject and kind of end ('study', 'treatment'), the last one recorded.
-- Reads: ds, full_date.
with event as (
    select
        ds.USUBJID,
        ds.source_row,
        upper(ds.DSDECOD) as decision,
        full_date.full_date as event_date,
        try_cast(ds.DSSEQ as double) as sequence_number,
        -- Only the subcategory tells an end of treatment from the end of the study; without one it is the study's.
        case when upper(ds.DSSCAT) like '%TREATMENT%' then 'treatment' else 'study' end as kind
    from ds
    left join full_date on ds.DSSTDTC = full_date.date_text
    where coalesce(upper(ds.DSCAT), 'DISPOSITION EVENT') = 'DISPOSITION EVENT' and ds.DSDECOD is not null
),

placed as (
    select
        event.USUBJID,
        event.kind,
        event.decision,
        event.event_date,
        row_number() over (
            partition by event.USUBJID, event.kind
            order by
                case when event.event_date is null then 1 else 0 end, event.event_date desc,
                event.sequence_number desc, event.source_row desc
        ) as from_last
    from event
)

select
    placed.USUBJID,
    placed.kind,
    case when placed.decision = 'COMPLETED' then 'COMPLETED' else 'DISCONTINUED' end as status,
    case when placed.decision <> 'COMPLETED' then placed.decision end as reason,
    placed.event_date
from placed
where placed.from_last = 1
