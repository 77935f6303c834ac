-- What: the days on which each subject first had a category of a term, and which categories began on each.
-- Grain: one row per subject, term, word, day and set of categories that began. Names are in subject_term.
-- Reads: event_key, path_term, profile_set, record_query, term_key.
-- A window over sets of categories, because a row per category is five times as many: at a million records half of the
-- processor time.
with event as (
    select
        event_key.subject_id,
        term_key.term_id,
        term_key.level,
        event_key.profile_id,
        event_key.day
    from event_key
    inner join path_term on event_key.path_id = path_term.path_id
    inner join term_key
        on path_term.level = term_key.level and path_term.soc = term_key.soc and path_term.term = term_key.term
    union all
    select
        event_key.subject_id,
        term_key.term_id,
        term_key.level,
        event_key.profile_id,
        event_key.day
    from record_query
    inner join term_key
        on record_query.level = term_key.level and record_query.query = term_key.term and term_key.soc = 'any'
    inner join event_key on record_query.source_row = event_key.source_row
),

had as (
    select
        event.subject_id,
        event.term_id,
        profile_set.word,
        event.day,
        case when event.level = 'any' then profile_set.any_level else profile_set.every_level end as categories
    from event
    inner join profile_set on event.profile_id = profile_set.profile_id
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
