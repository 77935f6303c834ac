-- What: terms of the file of queries that the study's version of MedDRA does not have; what it codes matches none.
-- Grain: one row per term of a query.
-- Reads: meddra_pt, meddra_version, query, query_term, term_suggestion.
-- Without rows in query_term there is nothing to find.
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
    'The query ' || looked_for.name || ' (' || looked_for.version || ') names ''' || looked_for.term
    || ''', which is not a preferred term of MedDRA ' || meddra_version.version
    || case
        when term_suggestion.basis = 'lowest level term'
            then '; it is a lowest level term of ''' || term_suggestion.suggestion || ''''
        when term_suggestion.basis = 'form'
            then '; it differs from ''' || term_suggestion.suggestion || ''' in spacing or letter form'
        when term_suggestion.basis = 'spelling' then '; is ''' || term_suggestion.suggestion || ''' meant?'
        else ''
    end as message,
    'Retained; the query counts events that are recorded under exactly this name' as action
from looked_for
inner join meddra_version on meddra_version.role = 'study'
left join meddra_pt on looked_for.term = upper(meddra_pt.pt_name)
left join term_suggestion on term_suggestion.variable = 'query' and looked_for.term = term_suggestion.term
where meddra_pt.pt_code is null
