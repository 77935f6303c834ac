-- What: the records of DS that end the treatment or the study; milestones, completed screenings and others do not.
-- Grain: one row per such record; kind is study or treatment, place 1 is what counts of its epoch and subcategory.
-- Reads: ds, partial_date.
with written as (
    select
        ds.USUBJID,
        ds.source_row,
        ds.record_key,
        upper(ds.DSDECOD) as decision,
        upper(ds.DSCAT) as category,
        coalesce(upper(ds.DSSCAT), '') as subcategory,
        coalesce(upper(ds.EPOCH), '') as epoch,
        case when partial_date.known_to = 'day' then partial_date.earliest end as event_date,
        partial_date.latest as latest_date
    from ds
    left join partial_date on ds.DSSTDTC = partial_date.date_text
    where ds.DSDECOD is not null
),

ended as (
    select
        written.USUBJID,
        written.source_row,
        written.record_key,
        written.subcategory,
        written.epoch,
        written.decision,
        written.event_date,
        written.latest_date,
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
)

select
    ended.USUBJID,
    ended.source_row,
    ended.record_key,
    ended.kind,
    ended.subcategory,
    ended.epoch,
    ended.decision,
    ended.event_date,
    ended.latest_date,
    max(ended.latest_date) over (
        partition by ended.USUBJID, ended.kind, ended.subcategory, ended.epoch
    ) as epoch_date,
    -- One who stopped is not shown as one who completed: of records that contradict each other the worst counts, a
    -- death before an adverse event before any other reason before completion, whatever their order in the file.
    row_number() over (
        partition by ended.USUBJID, ended.kind, ended.subcategory, ended.epoch
        order by
            case
                when ended.decision like 'DEATH%' or ended.decision = 'DIED' then 1
                when ended.decision like '%ADVERSE EVENT%' then 2
                when ended.decision <> 'COMPLETED' then 3
                else 4
            end,
            case when ended.latest_date is null then 1 else 0 end,
            ended.latest_date desc,
            case when ended.event_date is null then 1 else 0 end,
            ended.decision asc
    ) as place
from ended
