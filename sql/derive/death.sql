-- What: who died by any source, on which date, and which source dates the death.
-- Grain: one row per subject who died by any source.
-- Reads: adae, adsl, death_evidence, event_fact, study.
with placed as (
    select
        death_evidence.USUBJID,
        death_evidence.death_date,
        death_evidence.earliest_date,
        death_evidence.date_source,
        -- Of two dates of one rank the earlier: never by the order of the records.
        row_number() over (
            partition by death_evidence.USUBJID
            order by
                case
                    when death_evidence.death_date is not null then 1
                    when death_evidence.earliest_date is not null then 2
                    else 3
                end,
                death_evidence.preference,
                death_evidence.earliest_date
        ) as place
    from death_evidence
    -- Of a subject that ADSL does not have nothing is analysed.
    inner join adsl on death_evidence.USUBJID = adsl.USUBJID
),

told as (
    select
        death_evidence.USUBJID,
        max(case when death_evidence.dataset = 'adsl' then 1 else 0 end) as adsl_death,
        sum(case when death_evidence.variable = 'AENDT' then 1 else 0 end) as fatal_events,
        sum(case when death_evidence.variable = 'AEDTHDTC' then 1 else 0 end) as dated_events
    from death_evidence
    group by death_evidence.USUBJID
),

-- Nobody dies of an event before it begins.
first_begun as (
    select
        event_fact.USUBJID,
        -- An event whose start is not known may have begun at any time.
        case when count(*) = count(event_fact.earliest_start) then min(event_fact.earliest_start) end as earliest_start
    from death_evidence
    inner join event_fact on death_evidence.source_row = event_fact.source_row
    where death_evidence.dataset = 'adae'
    group by event_fact.USUBJID
),

imputed as (
    select distinct adae.USUBJID
    from adae
    inner join event_fact on adae.source_row = event_fact.source_row
    where event_fact.fatal and adae.AENDTF is not null
)

select
    placed.USUBJID,
    placed.death_date,
    case
        when placed.death_date is not null then placed.date_source
        when imputed.USUBJID is not null then 'not recorded; the end of the fatal adverse event is imputed (AENDTF)'
        when placed.earliest_date is not null then 'not recorded in full: ' || placed.date_source
        else 'not recorded'
    end as date_source,
    placed.earliest_date,
    told.adsl_death = 1 as adsl_death,
    cast(told.fatal_events as bigint) as fatal_events,
    cast(told.dated_events as bigint) as dated_events,
    -- The cut-off cuts a death that is certainly after it; one that nothing dates counts. greatest() skips nulls.
    not coalesce(
        greatest(
            placed.earliest_date,
            case when placed.death_date is null then first_begun.earliest_start end
        ) > study.counted_until,
        false
    ) as counted
from placed
cross join study
inner join told on placed.USUBJID = told.USUBJID
left join first_begun on placed.USUBJID = first_begun.USUBJID
left join imputed on placed.USUBJID = imputed.USUBJID
where placed.place = 1
