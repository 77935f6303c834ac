-- What: events that start after the last date known of their subject, or before the informed consent.
-- Grain: one row per event and contradiction.
-- Reads: adae, adex, adlb, adsl, adverse_event, death, event_fact.
with known as (
    -- A subject who is still in the study has no last date. greatest() skips what is missing.
    select
        adsl.USUBJID,
        adsl.RFICDT as consent_date,
        death.death_date,
        adsl.EOSDT is not null
        or adsl.LSTALVDT is not null
        or (upper(trim(adsl.EOSSTT)) in ('COMPLETED', 'DISCONTINUED') and adsl.DSLASTDT is not null) as ended,
        greatest(adsl.EOSDT, adsl.LSTALVDT, adsl.DSLASTDT, adsl.TRTEDT, death.death_date) as last_date
    from adsl
    left join death on adsl.USUBJID = death.USUBJID
),

-- Who has no last date cannot have an event long after every other date of the study.
dated as (
    select max(known.last_date) as last_date
    from known
    union all
    select max(greatest(adex.ASTDT, adex.AENDT)) as last_date
    from adex
    union all
    select max(adlb.ADT) as last_date
    from adlb
),

study_end as (
    select max(dated.last_date) as last_date
    from dated
),

onset as (
    select
        adae.source_row,
        adae.record_key,
        adae.USUBJID,
        adae.ASTDT,
        event_fact.earliest_start as earliest,
        event_fact.latest_start as latest
    from adae
    inner join event_fact on adae.source_row = event_fact.source_row
    where adae.ASTDT is not null
),

impossible as (
    select
        onset.source_row,
        onset.record_key,
        onset.ASTDT,
        case
            when known.ended
                then 'The onset is after the last known date of the subject, ' || cast(known.last_date as varchar)
            else
                'The onset is more than a year after the last date of the study, '
                || cast(study_end.last_date as varchar)
        end as what,
        true as late
    from onset
    inner join known on onset.USUBJID = known.USUBJID
    cross join study_end
    where
        case
            when known.ended then onset.earliest > known.last_date
            else date_diff('day', study_end.last_date, onset.earliest) > 366
        end
        -- onset_after_death has the others.
        and not coalesce(onset.ASTDT > known.death_date, false)
    union all
    select
        onset.source_row,
        onset.record_key,
        onset.ASTDT,
        'The onset is before informed consent, ' || cast(known.consent_date as varchar) as what,
        false as late
    from onset
    inner join known on onset.USUBJID = known.USUBJID
    where onset.latest < known.consent_date
),

found_term as (
    select distinct
        adverse_event.arm,
        adverse_event.AEDECOD
    from impossible
    inner join adverse_event on impossible.source_row = adverse_event.source_row
),

-- How many subjects of the arm the term counts, and how many of the subject's records make it count.
subject_records as (
    select
        adverse_event.arm,
        adverse_event.AEDECOD,
        adverse_event.USUBJID,
        sum(case when adverse_event.emergent then 1 else 0 end) as records
    from adverse_event
    inner join found_term
        on adverse_event.arm = found_term.arm and adverse_event.AEDECOD = found_term.AEDECOD
    group by adverse_event.arm, adverse_event.AEDECOD, adverse_event.USUBJID
),

counted as (
    select
        subject_records.arm,
        subject_records.AEDECOD,
        subject_records.USUBJID,
        subject_records.records,
        sum(case when subject_records.records > 0 then 1 else 0 end) over (
            partition by subject_records.arm, subject_records.AEDECOD
        ) as subjects
    from subject_records
)

select
    'adae' as dataset,
    impossible.source_row,
    impossible.record_key,
    'ASTDT' as variable,
    cast(impossible.ASTDT as varchar) as value,
    case when impossible.late or coalesce(adverse_event.emergent, false) then 'warning' else 'note' end as severity,
    impossible.what as message,
    case
        when adverse_event.source_row is null
            then 'Retained; the subject is not in the analysis set, so the event is in no table'
        else
            'Retained; '
            || case when adverse_event.emergent then 'treatment-emergent (' else 'not treatment-emergent (' end
            || adverse_event.reason
            || case when adverse_event.emergent then '), counted as recorded; ' else '), not counted; ' end
            || adverse_event.AEDECOD || ' in arm ' || adverse_event.arm || ': number of subjects '
            || cast(counted.subjects as varchar)
            || case
                when adverse_event.emergent and counted.records = 1
                    then ', without this event ' || cast(counted.subjects - 1 as varchar)
                when not adverse_event.emergent and counted.records = 0
                    then ', with this event ' || cast(counted.subjects + 1 as varchar)
                else ', with and without this event'
            end
    end as action
from impossible
left join adverse_event on impossible.source_row = adverse_event.source_row
left join counted
    on
        adverse_event.arm = counted.arm
        and adverse_event.AEDECOD = counted.AEDECOD
        and adverse_event.USUBJID = counted.USUBJID
