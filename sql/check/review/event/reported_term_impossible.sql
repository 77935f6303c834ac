-- What: events whose reported term is missing, has no letter, or says that there was no event.
-- Grain: one row per event.
-- Reads: adae, collected.
with term as (
    select
        adae.source_row,
        adae.record_key,
        adae.AETERM,
        adae.AEDECOD,
        case
            when adae.AETERM is null then 'The reported term is missing'
            when regexp_extract(adae.AETERM, '^[-0-9 .,:;?!/_*+()#]+$', 0) = adae.AETERM
                then 'The reported term contains no word'
            when
                upper(trim(adae.AETERM, ' .')) in (
                    'NONE', 'NIL', 'NO', 'NA', 'N/A', 'NOT APPLICABLE', 'NOT DONE', 'NO AE', 'NO AES',
                    'NO ADVERSE EVENT', 'NO ADVERSE EVENTS', 'NO EVENT', 'NO EVENTS', 'TEST'
                )
                then 'The reported term states that there was no event'
        end as what
    from adae
    inner join collected on collected.dataset = 'adae' and collected.variable = 'AETERM' and collected.filled > 0
)

select
    'adae' as dataset,
    term.source_row,
    term.record_key,
    'AETERM' as variable,
    term.AETERM as value,
    'warning' as severity,
    term.what || case when term.AEDECOD is null then '' else ', but it is coded to ' || term.AEDECOD end as message,
    'Retained; counted as an event under ' || coalesce(term.AEDECOD, '(uncoded)') as action,
    true as until_cutoff
from term
where term.what is not null
