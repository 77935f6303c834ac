-- What: standardised queries that the study asks for by algorithm and that are not counted by it.
-- Grain: one row per query.
-- Reads: smq.
-- Without rows in smq there is nothing to find.
select
    'adae' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    'AEDECOD' as variable,
    smq.smq_name as value,
    'warning' as severity,
    smq.smq_name || ' (' || cast(smq.smq_code as varchar) || '): ' || smq.note as message,
    'Retained; not counted by its algorithm' as action
from smq
where smq.note is not null
