-- What: the day on which each subject had the first event of a curve, died, or left the follow-up of the curve.
-- Grain: one row per curve and subject of the safety set. status: 1 = the event, 2 = died without it, 0 = neither.
-- Reads: adjudicated_subject_category, category_bit, counted_set, curve, death_in_time, first_event, subject,
-- subject_key, term_key.
with began as (
    select
        curve.curve,
        subject_key.USUBJID,
        -- A worst-grade category is an event at its first record of that grade.
        min(first_event.day) as first_day
    from curve
    inner join term_key on curve.level = term_key.level and upper(curve.term) = upper(term_key.term)
    inner join category_bit on curve.category = category_bit.category
    inner join first_event
        on
            term_key.term_id = first_event.term_id
            and category_bit.word = first_event.word
            and first_event.categories & category_bit.bit <> 0
    inner join counted_set
        on
            first_event.word = counted_set.word
            and first_event.reached = counted_set.reached
            and counted_set.counted & category_bit.bit <> 0
    inner join subject_key on first_event.subject_id = subject_key.subject_id
    group by curve.curve, subject_key.USUBJID
    union all
    select
        curve.curve,
        adjudicated_subject_category.USUBJID,
        -- A missing onset, or one before the first dose, is taken at the first dose, as in event_key.
        min(greatest(coalesce(adjudicated_subject_category.first_onset_day, 1), 1)) as first_day
    from curve
    inner join adjudicated_subject_category
        on
            curve.level = 'adjudicated'
            and curve.category = adjudicated_subject_category.category
            and upper(curve.term) = upper(adjudicated_subject_category.event)
    group by curve.curve, adjudicated_subject_category.USUBJID
),

followed as (
    -- Adverse events are followed over the risk period, adjudicated events to death, end of study or cut-off.
    select
        curve.curve,
        subject.USUBJID,
        subject.arm,
        case
            when curve.level = 'adjudicated' then death_in_time.died_followed
            else death_in_time.died_at_risk
        end as died_there,
        case when curve.level = 'adjudicated' then subject.follow_up_days else subject.risk_days end as last_day
    from curve
    cross join subject
    inner join death_in_time on subject.USUBJID = death_in_time.USUBJID
),

-- An event after the last day followed is not moved to it: there the subject is censored.
observed as (
    select
        followed.curve,
        followed.USUBJID,
        followed.arm,
        followed.died_there,
        followed.last_day,
        case when began.first_day <= followed.last_day then began.first_day end as event_day,
        coalesce(began.first_day > followed.last_day, false) as event_after_end
    from followed
    left join began on followed.curve = began.curve and followed.USUBJID = began.USUBJID
    where followed.last_day is not null
)

select
    observed.curve,
    observed.USUBJID,
    observed.arm,
    coalesce(observed.event_day, observed.last_day) as day,
    case when observed.event_day is not null then 1 when observed.died_there then 2 else 0 end as status,
    observed.event_after_end
from observed
