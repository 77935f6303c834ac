-- What: the number of each result, of --STRESN or else of --STRESC, and which of them has it.
-- Grain: one row per collected result.
-- Reads: collected_result.
with written as (
    select
        collected_result.dataset,
        collected_result.source_row,
        -- SAS writes a missing number as a point.
        nullif(collected_result.numeric_result, '.') as numeric_text,
        -- The whole text must be a number: <5 and 2+ are none.
        case
            when
                collected_result.character_result
                = regexp_extract(
                    collected_result.character_result, '^[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?$', 0
                )
                then collected_result.character_result
        end as character_text
    from collected_result
),

number as (
    select
        written.dataset,
        written.source_row,
        written.numeric_text,
        written.character_text,
        try_cast(coalesce(written.numeric_text, written.character_text) as double) as value
    from written
)

select
    number.dataset,
    number.source_row,
    number.numeric_text,
    -- NaN and infinity are no results.
    case when abs(number.value) < 1e300 then number.value end as AVAL,
    number.numeric_text is null and number.character_text is not null as of_character
from number
