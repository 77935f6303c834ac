-- What: results that are not numbers where a number must be.
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
    collected_result.domain || 'STRESN is not a number; it must be a number such as 63 or 0.5' as message,
    'Retained; AVAL is missing' as action
from collected_result
inner join numeric_result
    on collected_result.dataset = numeric_result.dataset and collected_result.source_row = numeric_result.source_row
where numeric_result.numeric_text is not null and numeric_result.AVAL is null
