-- What: terms of the file of queries that the study's version of MedDRA does not have; no event can match them.
-- Grain: one row per term of a query.
-- Reads: meddra_pt, meddra_soc, query, query_term.
with looked_for as (
    select
        query_term.term,
        min(query.name) as name,
        min(query_term.version) as version
    from query_term
    inner join query on query_term.query = query.query
    where query_term.source = 'FMQ'
    group by query_term.term
)

select
    'adae' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    'AEDECOD' as variable,
    looked_for.term as value,
    'note' as severity,
    'the query ' || looked_for.name || ' (' || looked_for.version || ') looks for ''' || looked_for.term
    || ''', which is no preferred term of the study''s version of MedDRA' as message,
    'kept: the query is counted by its other terms' as action
from looked_for
left join meddra_pt on looked_for.term = upper(meddra_pt.pt_name)
where
    meddra_pt.pt_code is null
    -- Without a dictionary there is nothing to compare with.
    and exists (select 1 from meddra_soc)
