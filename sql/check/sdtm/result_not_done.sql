-- What: results of tests that the domain says were not done.
-- Grain: one row per collected result.
-- Reads: collected_result, numeric_result.
-- Without rows in collected_result there is nothing to find.
select
    collected_result.dataset,
    collected_result.source_row,
    collected_result.record_key,
    collected_result.domain || case when numeric_result.of_character then 'STRESC' else 'STRESN' end as variable,
    case
        when numeric_result.of_character then collected_result.character_result else collected_result.numeric_result
    end as value,
    'warning' as severity,
    collected_result.domain || 'STAT is ' || collected_result.status || ', but there is a result' as message,
    'Retained; the result is used' as action
from collected_result
inner join numeric_result
    on collected_result.dataset = numeric_result.dataset and collected_result.source_row = numeric_result.source_row
where
    upper(collected_result.status) = 'NOT DONE'
    and (numeric_result.numeric_text is not null or numeric_result.of_character)
