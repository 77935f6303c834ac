-- What: the records of DS that end the treatment or the study; milestones, completed screenings and others do not.
-- Grain: one row per such record; kind is study or treatment, place 1 is what counts of its epoch and subcategory.
-- Reads: ds, partial_date, study.
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
        partial_date.latest as latest_date,
        coalesce(partial_date.earliest > study.counted_until, false) as after_cutoff
    from ds
    cross join study
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
        written.after_cutoff,
        written.subcategory like '%TREATMENT%' and written.subcategory not like '%FOLLOW%' as of_treatment,
        written.subcategory = ''
        and written.epoch like '%TREATMENT%'
        and written.epoch not like '%FOLLOW%'
        and written.epoch not like '%POST%TREATMENT%' as in_treatment,
        written.subcategory = ''
        and written.epoch <> ''
        and written.epoch not like '%SCREEN%'
        and written.epoch not like '%RUN-IN%'
        and (
            written.epoch not like '%TREATMENT%'
            or written.epoch like '%FOLLOW%'
            or written.epoch like '%POST%TREATMENT%'
        ) as after_treatment
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

subject_epoch as (
    select
        ended.USUBJID,
        max(case when ended.in_treatment then 1 else 0 end) as in_treatment,
        max(case when ended.after_treatment then 1 else 0 end) as after_treatment
    from ended
    group by ended.USUBJID
),

recording as (
    select
        max(subject_epoch.after_treatment) = 0
        or max(subject_epoch.in_treatment * subject_epoch.after_treatment) = 1 as by_epoch
    from subject_epoch
),

decided as (
    select
        ended.USUBJID,
        ended.source_row,
        ended.record_key,
        ended.subcategory,
        ended.epoch,
        ended.decision,
        ended.event_date,
        ended.latest_date,
        ended.after_cutoff,
        -- The subcategory tells an end of treatment from the end of the study; without one the epoch does. But where
        -- some subjects have their record in the treatment, others in the follow-up and none in both, there is one end
        -- a subject, that of the study, and the epoch says no more than when it was.
        case
            when ended.of_treatment or (ended.in_treatment and recording.by_epoch) then 'treatment'
            else 'study'
        end as kind
    from ended
    cross join recording
)

select
    decided.USUBJID,
    decided.source_row,
    decided.record_key,
    decided.kind,
    decided.subcategory,
    decided.epoch,
    decided.decision,
    decided.event_date,
    decided.latest_date,
    decided.after_cutoff,
    max(decided.latest_date) over (
        partition by decided.USUBJID, decided.kind, decided.subcategory, decided.epoch, decided.after_cutoff
    ) as epoch_date,
    -- What is after the cut-off has not happened yet: it counts only where there is nothing else, and its date cuts it.
    -- One who stopped is not shown as one who completed: of records that contradict each other the worst counts, a
    -- death before an adverse event before any other reason before completion, whatever their order in the file.
    row_number() over (
        partition by decided.USUBJID, decided.kind, decided.subcategory, decided.epoch
        order by
            case when decided.after_cutoff then 1 else 0 end,
            case
                when decided.decision like 'DEATH%' or decided.decision = 'DIED' then 1
                when decided.decision like '%ADVERSE EVENT%' then 2
                when decided.decision <> 'COMPLETED' then 3
                else 4
            end,
            case when decided.latest_date is null then 1 else 0 end,
            decided.latest_date desc,
            case when decided.event_date is null then 1 else 0 end,
            decided.decision asc
    ) as place
from decided
