-- What: what is in the data but not counted, for it is after the cut-off: events, deaths, cases, doses, results.
-- Grain: one row per record of a subject of the safety set.
-- Reads: adae, adex, adjudication, adsl, death, emergent, event_fact, measurement, result_day, study, subject.
with cut as (
    select
        'Adverse events' as kind,
        1 as kind_order,
        emergent.USUBJID,
        'adae' as dataset,
        emergent.source_row,
        adae.AESEQ as sequence_number,
        coalesce(adae.AEDECOD, adae.AETERM) as item,
        adae.ASTDT as day,
        event_fact.earliest_start as earliest_day,
        event_fact.latest_start as latest_day
    from emergent
    inner join adae on emergent.source_row = adae.source_row
    inner join event_fact on emergent.source_row = event_fact.source_row
    where emergent.reason = 'after cut-off'
    union all
    select
        'Deaths' as kind,
        2 as kind_order,
        death.USUBJID,
        'adsl' as dataset,
        adsl.source_row,
        cast(null as double) as sequence_number,
        'Death' as item,
        death.earliest_date as day,
        death.earliest_date as earliest_day,
        death.latest_date as latest_day
    from death
    inner join adsl on death.USUBJID = adsl.USUBJID
    where not death.counted
    union all
    select
        'Adjudicated cases' as kind,
        3 as kind_order,
        adjudication.USUBJID,
        'adjudication' as dataset,
        adjudication.source_row,
        adjudication.ADJSEQ as sequence_number,
        coalesce(adjudication.ADJEVENT, '(event not named)') as item,
        coalesce(adjudication.ADJSTDT, adjudication.INVSTDT) as day,
        coalesce(adjudication.ADJSTDT, adjudication.INVSTDT) as earliest_day,
        coalesce(adjudication.ADJSTDT, adjudication.INVSTDT) as latest_day
    from adjudication
    cross join study
    where coalesce(adjudication.ADJSTDT, adjudication.INVSTDT) > study.counted_until
    union all
    select
        'Doses' as kind,
        4 as kind_order,
        adex.USUBJID,
        'adex' as dataset,
        adex.source_row,
        adex.EXSEQ as sequence_number,
        'Dose' as item,
        adex.ASTDT as day,
        adex.ASTDT as earliest_day,
        adex.ASTDT as latest_day
    from adex
    cross join study
    where adex.ASTDT > study.counted_until
    union all
    select
        measurement.kind,
        4 + measurement.kind_order as kind_order,
        measurement.USUBJID,
        measurement.dataset,
        measurement.source_row,
        cast(null as double) as sequence_number,
        measurement.item,
        result_day.earliest_day as day,
        result_day.earliest_day,
        result_day.latest_day
    from measurement
    inner join result_day
        on measurement.dataset = result_day.dataset and measurement.source_row = result_day.source_row
    where result_day.after_cutoff
)

select
    cut.kind,
    cut.kind_order,
    cut.dataset,
    cut.source_row,
    subject.arm,
    cut.USUBJID,
    cut.sequence_number,
    cut.item,
    cut.day,
    -- No more is shown than is known.
    case
        when cut.latest_day = cut.earliest_day then cast(cut.earliest_day as varchar)
        when day(cut.earliest_day) = 1 and cut.latest_day = last_day(cut.earliest_day)
            then left(cast(cut.earliest_day as varchar), 7)
        when dayofyear(cut.earliest_day) = 1 and cut.latest_day = make_date(year(cut.earliest_day), 12, 31)
            then left(cast(cut.earliest_day as varchar), 4)
        else 'from ' || cast(cut.earliest_day as varchar)
    end as known_date
from cut
inner join subject on cut.USUBJID = subject.USUBJID
