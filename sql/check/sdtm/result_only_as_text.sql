-- What: results whose number is in --STRESC alone.
-- Grain: one row per collected result.
-- Reads: collected_result, numeric_result.
-- Without rows in collected_result there is nothing to find.
select
    collected_result.dataset,
    collected_result.source_row,
    collected_result.record_key,
    collected_result.domain || 'STRESN' as variable,
    collected_result.numeric_result as value,
    'warning' as severity,
    collected_result.domain || 'STRESN is missing although ' || collected_result.domain || 'STRESC is the number '
    || collected_result.character_result as message,
    'Retained; AVAL is the number of ' || collected_result.domain || 'STRESC' as action
from collected_result
inner join numeric_result
    on collected_result.dataset = numeric_result.dataset and collected_result.source_row = numeric_result.source_row
where numeric_result.of_character
