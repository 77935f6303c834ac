-- What: dates after the cut-off date of the data; onsets of events and ends of study have checks of their own.
-- Grain: one row per record and date.
-- Reads: adae, adex, adjudication, adsl, death, death_evidence, emergent, event_fact, measurement, result_day, study.
with dated as (
    select
        'adsl' as dataset,
        adsl.source_row,
        adsl.record_key,
        'TRTSDT' as variable,
        cast(null as varchar) as value,
        adsl.TRTSDT as day,
        'Retained; the subject is counted, but not the exposure and time at risk' as action
    from adsl
    union all
    select
        'adsl' as dataset,
        adsl.source_row,
        adsl.record_key,
        'TRTEDT' as variable,
        cast(null as varchar) as value,
        adsl.TRTEDT as day,
        'Retained; truncated: the cut-off date is used as the last dose' as action
    from adsl
    union all
    select
        'adsl' as dataset,
        adsl.source_row,
        adsl.record_key,
        'DTHDT' as variable,
        cast(null as varchar) as value,
        adsl.DTHDT as day,
        'Retained in the table; not counted (after the cut-off date)' as action
    from adsl
    union all
    select
        'adae' as dataset,
        adae.source_row,
        adae.record_key,
        'AENDT' as variable,
        cast(null as varchar) as value,
        adae.AENDT as day,
        case
            when emergent.reason = 'after cut-off' then 'Retained in the table; not counted (after the cut-off date)'
            when event_fact.fatal and not death.counted
                then
                    'Retained; the death is after the cut-off, so it is not counted; an event that began before the '
                    || 'cut-off is counted as fatal, as recorded'
            else 'Retained; the event is ongoing at the cut-off'
        end as action
    from adae
    left join death on adae.USUBJID = death.USUBJID
    inner join event_fact on adae.source_row = event_fact.source_row
    left join emergent on adae.source_row = emergent.source_row
    union all
    -- A date of death that is text, or of an event; of a partial one every day must be after the cut-off.
    select
        death_evidence.dataset,
        death_evidence.source_row,
        death_evidence.record_key,
        death_evidence.variable,
        death_evidence.value,
        death_evidence.earliest_date as day,
        case
            when death.counted
                then 'Retained; counted as dead' || coalesce(
                    ' on ' || cast(death.death_date as varchar) || ', ' || death.date_source, ''
                )
            else
                'Retained; the death is after the cut-off, so it is not counted; an event that began before the '
                || 'cut-off is counted as fatal, as recorded'
        end as action
    from death_evidence
    inner join death on death_evidence.USUBJID = death.USUBJID
    left join adsl on death_evidence.dataset = 'adsl' and death_evidence.source_row = adsl.source_row
    where
        death_evidence.variable = 'AEDTHDTC'
        -- Where DTHDT has the day, the text says the same.
        or (death_evidence.variable = 'DTHDTC' and adsl.DTHDT is null)
    union all
    select
        'adex' as dataset,
        adex.source_row,
        adex.record_key,
        'ASTDT' as variable,
        cast(null as varchar) as value,
        adex.ASTDT as day,
        'Retained in the table; not counted (after the cut-off date)' as action
    from adex
    union all
    select
        'adex' as dataset,
        adex.source_row,
        adex.record_key,
        'AENDT' as variable,
        cast(null as varchar) as value,
        adex.AENDT as day,
        case
            when adex.ASTDT > study.counted_until then 'Retained in the table; not counted (after the cut-off date)'
            else 'Retained; truncated: the dose is counted up to the cut-off date'
        end as action
    from adex
    cross join study
    union all
    select
        measurement.dataset,
        measurement.source_row,
        measurement.record_key,
        result_day.variable,
        cast(null as varchar) as value,
        result_day.day,
        'Retained in the table; not counted (after the cut-off date)' as action
    from measurement
    inner join result_day
        on measurement.dataset = result_day.dataset and measurement.source_row = result_day.source_row
    union all
    -- The day of the committee's decision (ADJDT) may be later: it is not of the subject.
    select
        'adjudication' as dataset,
        adjudication.source_row,
        adjudication.record_key,
        'INVSTDT' as variable,
        cast(null as varchar) as value,
        adjudication.INVSTDT as day,
        case
            when adjudication.ADJSTDT is null then 'Retained in the table; not counted (after the cut-off date)'
            else 'Retained; the adjudicated onset is used'
        end as action
    from adjudication
    union all
    select
        'adjudication' as dataset,
        adjudication.source_row,
        adjudication.record_key,
        'ADJSTDT' as variable,
        cast(null as varchar) as value,
        adjudication.ADJSTDT as day,
        'Retained in the table; not counted (after the cut-off date)' as action
    from adjudication
)

select
    dated.dataset,
    dated.source_row,
    dated.record_key,
    dated.variable,
    coalesce(dated.value, cast(dated.day as varchar)) as value,
    'warning' as severity,
    dated.variable || ' is after the cut-off date ' || cast(study.cutoff_date as varchar) || ' of the study' as message,
    case
        when study.counted_until is null then 'Retained; counted as recorded, as the study file specifies'
        else dated.action
    end as action
from dated
cross join study
where dated.day > study.cutoff_date
