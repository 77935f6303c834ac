-- What: the queries each treatment-emergent event counts in: it is part of an alternative that its subject meets.
-- Grain: one row per treatment-emergent record and query.
-- Reads: query, query_alternative, query_condition, query_match.
-- Without rows in query there is no row.
select distinct
    query_match.USUBJID,
    query_match.AESEQ,
    query_match.source_row,
    query.level,
    query.query
from query_match
inner join query_alternative
    on query_match.USUBJID = query_alternative.USUBJID and query_match.query = query_alternative.query
inner join query_condition
    on
        query_alternative.query = query_condition.query
        and query_alternative.alternative = query_condition.alternative
        and (
            query_match.category = query_condition.category
            or (query_condition.more_than is not null and query_match.weight > 0)
        )
inner join query on query_match.query = query.query
