-- What: the number of each term, at every level, that a treatment-emergent event counts in.
-- Grain: one row per level, class and term.
-- Reads: path_term, record_query.
with term as (
    select
        path_term.level,
        path_term.soc,
        path_term.term
    from path_term
    union
    select
        record_query.level,
        'any' as soc,
        record_query.query as term
    from record_query
)

select
    cast(row_number() over (order by term.level, term.soc, term.term) as integer) as term_id,
    term.level,
    term.soc,
    term.term
from term
