-- What: terms that are recorded in spellings that differ by case alone.
-- Grain: one row per level and spelling other than the one that is counted.
-- Reads: term_spelling.
select
    'adae' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    term_spelling.variable,
    term_spelling.term as value,
    'note' as severity,
    'Differs from ''' || term_spelling.counted_term || ''' only in upper and lower case (records: '
    || cast(term_spelling.records as varchar) || ')' as message,
    'Retained; counted as ''' || term_spelling.counted_term || '''' as action
from term_spelling
