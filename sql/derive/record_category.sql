-- What: the categories each treatment-emergent event is in.
-- Grain: one row per treatment-emergent record and category.
-- Reads: adverse_event, event_category.
-- Kept as a view: many rows a record, and hardly any question asks for all of them.
select
    event_category.USUBJID,
    event_category.AESEQ,
    event_category.source_row,
    event_category.category
from event_category
inner join adverse_event on event_category.source_row = adverse_event.source_row
where adverse_event.emergent
