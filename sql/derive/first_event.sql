-- What: the days on which each subject first had a category of a term, and which categories began on each.
-- Grain: one row per subject, term, word, day and set of categories that began. Names are in subject_term.
-- Reads: event_term, profile_set, subject_range.
-- Made range by range: at a million records the table and its window take 0.11 GB, with ten ranges 0.09.
-- A window over sets of categories, because a row per category is five times as many: at a million records half of the
-- processor time.
with had as (
    select
        event_term.subject_id,
        event_term.term_id,
        profile_set.word,
        event_term.day,
        case when event_term.level = 'any' then profile_set.any_level else profile_set.every_level end as categories
    from event_term
    inner join profile_set on event_term.profile_id = profile_set.profile_id
    inner join subject_range
        on event_term.subject_id between subject_range.first_subject and subject_range.last_subject
),

begun as (
    select
        had.subject_id,
        had.term_id,
        had.word,
        had.day,
        had.categories & ~coalesce(
            bit_or(had.categories) over (
                partition by had.subject_id, had.term_id, had.word
                order by had.day asc, had.categories asc
                rows between unbounded preceding and 1 preceding
            ),
            0
        ) as categories,
        bit_or(had.categories) over (partition by had.subject_id, had.term_id, had.word) as reached
    from had
)

select
    begun.subject_id,
    begun.term_id,
    begun.word,
    begun.day,
    begun.categories,
    begun.reached
from begun
where begun.categories <> 0
