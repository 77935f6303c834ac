-- What: grades of a version of CTCAE whose terms are not known here, so that they cannot be checked.
-- Grain: one row per study.
-- Reads: collected, ctcae_term, dictionary.
select
    'adae' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    'AETOXGR' as variable,
    dictionary.version as value,
    'note' as severity,
    'the study file states CTCAE ' || dictionary.version || '; the terms of 5.0 and 4.03 are known, so no grade is'
    || ' compared with the grades that its term has' as message,
    'kept: ' || cast(collected.filled as varchar) || ' grades counted as recorded' as action
from dictionary
inner join collected on collected.dataset = 'adae' and collected.variable = 'AETOXGR' and collected.filled > 0
where
    dictionary.dictionary = 'CTCAE'
    and not exists (select 1 from ctcae_term)
