-- What: who died by any source, on which date, and which source dates the death.
-- Grain: one row per subject who died by any source.
-- Reads: adae, adsl, death_evidence, event_fact, study.
with placed as (
    select
        death_evidence.USUBJID,
        death_evidence.death_date,
        death_evidence.earliest_date,
        death_evidence.latest_date,
        death_evidence.date_source,
        -- Of two dates of one rank the earlier, of two that begin alike the narrower: never by the order of the
        -- records.
        row_number() over (
            partition by death_evidence.USUBJID
            order by
                case
                    when death_evidence.death_date is not null then 1
                    when death_evidence.earliest_date is not null then 2
                    else 3
                end,
                death_evidence.preference,
                death_evidence.earliest_date,
                death_evidence.latest_date
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

-- Nobody dies before the last day on which they are known to be alive; who left the study alive was so on that day.
alive as (
    select
        adsl.USUBJID,
        adsl.LSTALVDT,
        greatest(
            adsl.LSTALVDT,
            case
                when
                    coalesce(adsl.EOSSTT, adsl.DCSREAS) is not null
                    and coalesce(upper(trim(adsl.EOSSTT)), '') <> 'ONGOING'
                    and not regexp_matches(upper(concat_ws(' ', adsl.EOSSTT, adsl.DCSREAS)), 'DEATH|DIED|DEAD|DECEASED')
                    then adsl.EOSDT
            end
        ) as alive_date
    from adsl
),

bounded as (
    select
        placed.USUBJID,
        placed.death_date,
        placed.earliest_date as recorded_from,
        placed.latest_date,
        placed.date_source,
        -- A date of death, full or partial, that is before it contradicts it and stands: a finding names both.
        case
            when
                placed.death_date is null
                and not coalesce(placed.latest_date < alive.alive_date, false)
                and not coalesce(placed.earliest_date >= alive.alive_date, false)
                then alive.alive_date
        end as alive_date,
        case when alive.alive_date = alive.LSTALVDT then 'LSTALVDT' else 'EOSDT' end as alive_source,
        case when placed.death_date is null then first_begun.earliest_start end as begun_date
    from placed
    left join alive on placed.USUBJID = alive.USUBJID
    left join first_begun on placed.USUBJID = first_begun.USUBJID
    where placed.place = 1
),

imputed as (
    select distinct adae.USUBJID
    from adae
    inner join event_fact on adae.source_row = event_fact.source_row
    where event_fact.fatal and adae.AENDTF is not null
)

select
    bounded.USUBJID,
    bounded.death_date,
    case
        when bounded.death_date is not null then bounded.date_source
        when imputed.USUBJID is not null then 'not recorded; the end of the fatal adverse event is imputed (AENDTF)'
        when bounded.recorded_from is not null then 'not recorded in full: ' || bounded.date_source
        else 'not recorded'
    end
    || coalesce('; alive on ' || cast(bounded.alive_date as varchar) || ' (' || bounded.alive_source || ')', '')
        as date_source,
    -- greatest() skips nulls.
    greatest(bounded.recorded_from, bounded.alive_date, bounded.begun_date) as earliest_date,
    bounded.latest_date,
    told.adsl_death = 1 as adsl_death,
    cast(told.fatal_events as bigint) as fatal_events,
    cast(told.dated_events as bigint) as dated_events,
    -- The cut-off cuts a death that is certainly after it; one that nothing dates counts.
    not coalesce(
        greatest(bounded.recorded_from, bounded.alive_date, bounded.begun_date) > study.counted_until, false
    ) as counted
from bounded
cross join study
inner join told on bounded.USUBJID = told.USUBJID
left join imputed on bounded.USUBJID = imputed.USUBJID
