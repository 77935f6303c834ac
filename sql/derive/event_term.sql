-- What: the numbers of the levels and terms each treatment-emergent event counts in, with its subject, values and day.
-- Grain: one row per treatment-emergent record, level and term.
-- Reads: event_key, path_term, record_query, term_key.
-- Kept as a view: several rows a record, which the counts add up as they are made.
select
    event_key.source_row,
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
    event_key.source_row,
    event_key.subject_id,
    term_key.term_id,
    term_key.level,
    event_key.profile_id,
    event_key.day
from record_query
inner join term_key
    on record_query.level = term_key.level and record_query.query = term_key.term and term_key.soc = 'any'
inner join event_key on record_query.source_row = event_key.source_row
