-- What: the levels and terms each treatment-emergent event counts in.
-- Grain: one row per treatment-emergent record, level and term.
-- Reads: adverse_event, event_term, term_key.
-- Kept as a view: many rows a record, and hardly any question asks for all of them.
select
    adverse_event.USUBJID,
    adverse_event.AESEQ,
    adverse_event.source_row,
    term_key.level,
    term_key.soc,
    term_key.term
from adverse_event
inner join event_term on adverse_event.source_row = event_term.source_row
inner join term_key on event_term.term_id = term_key.term_id
