-- What: the distinct chains of terms, class to preferred term, that treatment-emergent events have, numbered.
-- Grain: one row per chain; coded_name is the preferred term that the study's version of MedDRA has for it.
-- Reads: adverse_event, coded_event.
with chain as (
    select distinct
        adverse_event.AEBODSYS,
        adverse_event.AEHLGT,
        adverse_event.AEHLT,
        adverse_event.AEDECOD,
        coalesce(coded_event.pt_name, '(uncoded)') as coded_name
    from adverse_event
    inner join coded_event on adverse_event.source_row = coded_event.source_row
    where adverse_event.emergent
)

select
    cast(
        row_number() over (order by chain.AEBODSYS, chain.AEHLGT, chain.AEHLT, chain.AEDECOD, chain.coded_name)
        as integer
    ) as path_id,
    chain.AEBODSYS,
    chain.AEHLGT,
    chain.AEHLT,
    chain.AEDECOD,
    chain.coded_name
from chain
