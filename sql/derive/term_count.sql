-- What: how many subjects and events of each arm had each term, in the incidence and in the rates.
-- Grain: one row per arm of the data, stratum (missing where the study names none), level, term and category that
-- anyone there had.
-- Reads: category_bit, counted_set, event_term, first_event, profile_category, subject_key, term_key.
with begun as (
    -- Alike beginnings are counted before their sets are taken apart.
    select
        subject_key.arm,
        subject_key.stratum,
        first_event.term_id,
        first_event.word,
        first_event.categories,
        first_event.reached,
        count(*) as subjects,
        sum(case when subject_key.timed then 1 else 0 end) as timed_subjects,
        -- An onset is never moved: after the end of the risk period the subject is censored.
        sum(case when first_event.day <= subject_key.risk_days then 1 else 0 end) as subjects_in_risk,
        sum(
            case when first_event.day <= subject_key.risk_days then subject_key.risk_days - first_event.day else 0 end
        ) as days_after_event
    from first_event
    inner join subject_key on first_event.subject_id = subject_key.subject_id
    group by
        subject_key.arm,
        subject_key.stratum,
        first_event.term_id,
        first_event.word,
        first_event.categories,
        first_event.reached
),

person as (
    -- A subject counts once in a category of a term: on the day that the category began, and where it is the worst.
    select
        begun.arm,
        begun.stratum,
        begun.term_id,
        category_bit.category,
        sum(begun.subjects) as subjects,
        sum(begun.timed_subjects) as timed_subjects,
        sum(begun.subjects_in_risk) as subjects_in_risk,
        sum(begun.days_after_event) as days_after_event
    from begun
    inner join counted_set on begun.word = counted_set.word and begun.reached = counted_set.reached
    inner join category_bit
        on begun.word = category_bit.word and begun.categories & counted_set.counted & category_bit.bit <> 0
    group by begun.arm, begun.stratum, begun.term_id, category_bit.category
),

event as (
    select
        subject_key.arm,
        subject_key.stratum,
        event_term.term_id,
        event_term.level,
        event_term.profile_id,
        count(*) as events,
        sum(case when subject_key.timed then 1 else 0 end) as timed_events
    from event_term
    inner join subject_key on event_term.subject_id = subject_key.subject_id
    group by
        subject_key.arm,
        subject_key.stratum,
        event_term.term_id,
        event_term.level,
        event_term.profile_id
),

event_count as (
    select
        event.arm,
        event.stratum,
        event.term_id,
        profile_category.category,
        sum(event.events) as events,
        sum(event.timed_events) as timed_events
    from event
    inner join profile_category on event.profile_id = profile_category.profile_id
    inner join category_bit on profile_category.category = category_bit.category
    where category_bit.every_level or event.level = 'any'
    group by event.arm, event.stratum, event.term_id, profile_category.category
)

select
    event_count.arm,
    event_count.stratum,
    term_key.level,
    term_key.soc,
    term_key.term,
    event_count.category,
    -- Events of a category that is not the worst of their subject are events all the same.
    cast(coalesce(person.subjects, 0) as bigint) as subjects,
    cast(coalesce(person.timed_subjects, 0) as bigint) as timed_subjects,
    cast(coalesce(person.subjects_in_risk, 0) as bigint) as subjects_in_risk,
    cast(coalesce(person.days_after_event, 0) as bigint) as days_after_event,
    cast(event_count.events as bigint) as events,
    cast(event_count.timed_events as bigint) as timed_events
from event_count
inner join term_key on event_count.term_id = term_key.term_id
left join person
    on
        event_count.arm = person.arm
        and event_count.stratum is not distinct from person.stratum
        and event_count.term_id = person.term_id
        and event_count.category = person.category
