-- What: standardised queries whose algorithm is not evaluated, so that only their narrow and broad terms are counted.
-- Grain: one row per query.
-- Reads: query.
select
    'adae' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    'AEDECOD' as variable,
    query.name as value,
    'warning' as severity,
    query.name || ': ' || query.note as message,
    'kept: the narrow and the broad query are counted, the algorithm is not' as action
from query
where query.note is not null
