-- What: the levels and terms each treatment-emergent event counts in.
-- Grain: one row per treatment-emergent record, level and term.
-- Reads: adverse_event, event_key, path_term, record_query.
-- Kept as a view: many rows a record, and no count reads them.
select
    adverse_event.USUBJID,
    adverse_event.AESEQ,
    adverse_event.source_row,
    path_term.level,
    path_term.soc,
    path_term.term
from adverse_event
inner join event_key on adverse_event.source_row = event_key.source_row
inner join path_term on event_key.path_id = path_term.path_id
union all
select
    record_query.USUBJID,
    record_query.AESEQ,
    record_query.source_row,
    record_query.level,
    'any' as soc,
    record_query.query as term
from record_query
