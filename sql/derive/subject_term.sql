-- What: what each subject had, once per level, term and category: events, the first day, whether the subject counts.
-- Grain: one row per subject, level, term and category with at least one event.
-- Reads: category_bit, counted_set, event_term, first_event, profile_category, subject_key, term_key.
-- Kept as a view: the names of what term_count adds up; many rows a subject, and no count reads them.
with happened as (
    -- With its level: who asks for one level has that added up alone, a third of the time at a million records.
    select
        event_term.subject_id,
        event_term.term_id,
        event_term.level,
        profile_category.category,
        count(*) as events
    from event_term
    inner join profile_category on event_term.profile_id = profile_category.profile_id
    group by event_term.subject_id, event_term.term_id, event_term.level, profile_category.category
)

select
    subject_key.USUBJID,
    subject_key.arm,
    term_key.level,
    term_key.soc,
    term_key.term,
    category_bit.category,
    happened.events,
    -- An onset is never moved: an event after the end of the risk period stays on its day, and there the subject is
    -- censored in what is counted over the time at risk.
    first_event.day as first_day,
    subject_key.risk_days,
    subject_key.timed,
    subject_key.timed and first_event.day <= subject_key.risk_days as in_risk,
    counted_set.counted & category_bit.bit <> 0 as counted
from first_event
inner join category_bit
    on first_event.word = category_bit.word and first_event.categories & category_bit.bit <> 0
inner join counted_set on first_event.word = counted_set.word and first_event.reached = counted_set.reached
inner join subject_key on first_event.subject_id = subject_key.subject_id
inner join term_key on first_event.term_id = term_key.term_id
inner join happened
    on
        first_event.subject_id = happened.subject_id
        and first_event.term_id = happened.term_id
        and term_key.level = happened.level
        and category_bit.category = happened.category
