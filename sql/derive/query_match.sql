-- What: the terms of queries that each treatment-emergent event matches, with their category and weight in the query.
-- Grain: one row per treatment-emergent record, query, category and weight.
-- Reads: adverse_event, coded_event, query_term.
-- Without rows in query_term there is no row.
with named as (
    select
        coded_event.source_row,
        'PT' as term_level,
        coded_event.pt_name as term
    from coded_event
    union
    -- A query of a file may look for the very name that is recorded, a former one perhaps.
    select
        adverse_event.source_row,
        'PT' as term_level,
        upper(adverse_event.AEDECOD) as term
    from adverse_event
    union
    select
        coded_event.source_row,
        'LLT' as term_level,
        coded_event.llt_name as term
    from coded_event
)

select distinct
    adverse_event.USUBJID,
    adverse_event.AESEQ,
    adverse_event.source_row,
    query_term.query,
    query_term.category,
    query_term.weight
from adverse_event
inner join named on adverse_event.source_row = named.source_row
inner join query_term on named.term = query_term.term and named.term_level = query_term.term_level
where adverse_event.emergent
