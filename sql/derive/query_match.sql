-- What: the terms of queries that each treatment-emergent event matches, with their category and weight in the query.
-- Grain: one row per treatment-emergent record, query, category and weight.
-- Reads: adverse_event, coded_event, query_term.
with emergent_event as (
    select
        adverse_event.USUBJID,
        adverse_event.AESEQ,
        adverse_event.source_row,
        upper(adverse_event.AEDECOD) as recorded_name,
        coded_event.pt_name,
        coded_event.llt_name
    from adverse_event
    inner join coded_event on adverse_event.source_row = coded_event.source_row
    where adverse_event.emergent
)

select
    emergent_event.USUBJID,
    emergent_event.AESEQ,
    emergent_event.source_row,
    query_term.query,
    query_term.category,
    query_term.weight
from emergent_event
inner join query_term on emergent_event.pt_name = query_term.term and query_term.term_level = 'PT'
union
-- A query of a file may look for the very name that is recorded, a former one perhaps.
select
    emergent_event.USUBJID,
    emergent_event.AESEQ,
    emergent_event.source_row,
    query_term.query,
    query_term.category,
    query_term.weight
from emergent_event
inner join query_term on emergent_event.recorded_name = query_term.term and query_term.term_level = 'PT'
union
select
    emergent_event.USUBJID,
    emergent_event.AESEQ,
    emergent_event.source_row,
    query_term.query,
    query_term.category,
    query_term.weight
from emergent_event
inner join query_term on emergent_event.llt_name = query_term.term and query_term.term_level = 'LLT'
