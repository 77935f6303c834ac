-- What: how the treatment and the study ended; milestones, completed screenings and other events are not read.
-- Grain: one row per subject and kind of end ('study', 'treatment'), the last one recorded.
-- Reads: ds, partial_date.
with written as (
    select
        ds.USUBJID,
        ds.source_row,
        upper(ds.DSDECOD) as decision,
        upper(ds.DSCAT) as category,
        coalesce(upper(ds.DSSCAT), '') as subcategory,
        coalesce(upper(ds.EPOCH), '') as epoch,
        case when partial_date.known_to = 'day' then partial_date.earliest end as event_date,
        partial_date.latest as latest_date,
        try_cast(ds.DSSEQ as double) as sequence_number
    from ds
    left join partial_date on ds.DSSTDTC = partial_date.date_text
    where ds.DSDECOD is not null
),

event as (
    select
        written.USUBJID,
        written.source_row,
        written.decision,
        written.event_date,
        written.latest_date,
        written.sequence_number,
        -- Only the subcategory tells an end of treatment from the end of the study; without one it is the study's.
        case
            when written.subcategory like '%TREATMENT%' and written.subcategory not like '%FOLLOW%' then 'treatment'
            else 'study'
        end as kind
    from written
    where
        coalesce(
            written.category = 'DISPOSITION EVENT',
            -- Without a category, the CDISC terms of milestones (codelist PROTMLST) tell them.
            written.decision not in ('RANDOMIZED', 'ENTERED INTO TRIAL', 'ELIGIBILITY CRITERIA MET')
            and written.decision not like '%CONSENT%OBTAINED'
            and written.decision not like '%ASSENT%OBTAINED'
        )
        -- Who completed the screening has ended neither (SDTMIG has a disposition event per epoch).
        and not (
            written.decision = 'COMPLETED'
            and (
                written.subcategory like '%SCREEN%'
                or written.subcategory like '%RUN-IN%'
                or written.epoch like '%SCREEN%'
                or written.epoch like '%RUN-IN%'
            )
        )
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
                case when event.latest_date is null then 1 else 0 end, event.latest_date desc,
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
