-- What: what contradicts a death: another date, an end of study after it, an outcome or a flag that says otherwise.
-- Grain: one row per record and variable.
-- Reads: adae, adsl, collected, death, death_evidence, event_fact.
-- Without rows in death there is nothing to find.
with asked as (
    select
        sum(case when collected.dataset = 'adsl' and collected.present then 1 else 0 end) as flags,
        sum(case when collected.dataset = 'adae' and collected.filled > 0 then 1 else 0 end) as outcomes
    from collected
    where
        (collected.dataset = 'adsl' and collected.variable in ('DTHFL', 'DTHDT'))
        or (collected.dataset = 'adae' and collected.variable = 'AEOUT')
),

counted as (
    select
        death.USUBJID,
        death.death_date,
        death.adsl_death,
        case
            when not death.counted
                then
                    'Retained; the death is after the cut-off, so it is not counted'
                    || coalesce(
                        '; it is dated ' || cast(death.death_date as varchar) || ' by the ' || death.date_source, ''
                    )
            else
                'Retained; counted as dead' || coalesce(
                    ' on ' || cast(death.death_date as varchar) || ', by the ' || death.date_source,
                    ', on a day that is not known'
                )
        end as action
    from death
),

dated_event as (
    select
        adae.source_row,
        adae.record_key,
        adae.USUBJID,
        adae.AEOUT,
        death_evidence.value,
        event_fact.fatal
    from adae
    inner join event_fact on adae.source_row = event_fact.source_row
    inner join death_evidence
        on
            adae.source_row = death_evidence.source_row
            and death_evidence.dataset = 'adae'
            and death_evidence.variable = 'AEDTHDTC'
),

contradiction as (
    -- Another date. What DTHDT was made from, ADSL says in DTHDOM: its end of study is then no source of its own.
    select
        death_evidence.dataset,
        death_evidence.source_row,
        death_evidence.record_key,
        death_evidence.variable,
        death_evidence.value,
        death_evidence.variable || ' gives another date of death than the one used ('
        || cast(counted.death_date as varchar) || ')' as message,
        counted.action
    from death_evidence
    inner join counted on death_evidence.USUBJID = counted.USUBJID
    inner join adsl on death_evidence.USUBJID = adsl.USUBJID
    where
        counted.death_date not between death_evidence.earliest_date and death_evidence.latest_date
        and (death_evidence.variable <> 'EOSDT' or adsl.DTHDOM is null)
    union all
    -- Alive in one record and dead in another.
    select
        'adsl' as dataset,
        adsl.source_row,
        adsl.record_key,
        'EOSDT' as variable,
        cast(adsl.EOSDT as varchar) as value,
        case
            when upper(trim(adsl.EOSSTT)) = 'ONGOING' then 'The end of study (EOSSTT is ONGOING) is'
            else 'The subject left the study (' || coalesce(adsl.DCSREAS, adsl.EOSSTT, 'EOSSTT is missing') || ')'
        end
        || ' after the death on ' || cast(counted.death_date as varchar) as message,
        counted.action
    from adsl
    inner join counted on adsl.USUBJID = counted.USUBJID
    left join death_evidence on adsl.USUBJID = death_evidence.USUBJID and death_evidence.variable = 'EOSDT'
    where adsl.EOSDT > counted.death_date and death_evidence.USUBJID is null
    union all
    select
        'adsl' as dataset,
        adsl.source_row,
        adsl.record_key,
        'LSTALVDT' as variable,
        cast(adsl.LSTALVDT as varchar) as value,
        'The last date known alive is after the death on ' || cast(counted.death_date as varchar) as message,
        counted.action
    from adsl
    inner join counted on adsl.USUBJID = counted.USUBJID
    where adsl.LSTALVDT > counted.death_date
    union all
    select
        'adsl' as dataset,
        adsl.source_row,
        adsl.record_key,
        'DTHFL' as variable,
        adsl.DTHFL as value,
        -- DTHDT without the flag has a finding of its own.
        min(
            case
                when death_evidence.variable = 'EOSDT'
                    then 'The subject left the study by death (EOSDT ' || death_evidence.value || ')'
                else death_evidence.variable || ' is ' || death_evidence.value
            end
        ) || ' but DTHFL is not Y' as message,
        counted.action
    from adsl
    inner join counted on adsl.USUBJID = counted.USUBJID
    inner join death_evidence on adsl.USUBJID = death_evidence.USUBJID and death_evidence.dataset = 'adsl'
    cross join asked
    where coalesce(adsl.DTHFL, '') <> 'Y' and adsl.DTHDT is null and asked.flags > 0
    group by adsl.source_row, adsl.record_key, adsl.DTHFL, counted.action
    union all
    select
        'adae' as dataset,
        dated_event.source_row,
        dated_event.record_key,
        'AEOUT' as variable,
        dated_event.AEOUT as value,
        'AEDTHDTC (' || dated_event.value || ') states that the subject died of the event but AEOUT is not FATAL'
            as message,
        counted.action || case
            when dated_event.fatal then ''
            else '; the event is not counted as fatal'
        end as action
    from dated_event
    inner join counted on dated_event.USUBJID = counted.USUBJID
    cross join asked
    where coalesce(dated_event.AEOUT, '') <> 'FATAL' and asked.outcomes > 0
    union all
    select
        'adae' as dataset,
        dated_event.source_row,
        dated_event.record_key,
        'AEDTHDTC' as variable,
        dated_event.value,
        'The event has a date of death but ADSL has neither DTHFL = Y nor a date of death for the subject' as message,
        counted.action
    from dated_event
    inner join counted on dated_event.USUBJID = counted.USUBJID
    cross join asked
    -- A fatal event of a subject who did not die by ADSL has a finding of its own.
    where not counted.adsl_death and not dated_event.fatal and asked.flags > 0
)

select
    contradiction.dataset,
    contradiction.source_row,
    contradiction.record_key,
    contradiction.variable,
    contradiction.value,
    'warning' as severity,
    contradiction.message,
    contradiction.action
from contradiction
