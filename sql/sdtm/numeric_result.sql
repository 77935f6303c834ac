-- What: the number of each laboratory result, of LBSTRESN or else of LBSTRESC, and which of them has it.
-- Grain: one row per record of LB.
-- Reads: lb.
with written as (
    select
        lb.source_row,
        -- SAS writes a missing number as a point.
        nullif(lb.LBSTRESN, '.') as numeric_text,
        -- The whole text must be a number: <5 and 2+ are none.
        case
            when
                lb.LBSTRESC
                = regexp_extract(lb.LBSTRESC, '^[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?$', 0)
                then lb.LBSTRESC
        end as character_text
    from lb
),

number as (
    select
        written.source_row,
        written.numeric_text,
        written.character_text,
        try_cast(coalesce(written.numeric_text, written.character_text) as double) as value
    from written
)

select
    number.source_row,
    number.numeric_text,
    -- NaN and infinity are no results.
    case when abs(number.value) < 1e300 then number.value end as AVAL,
    number.numeric_text is null and number.character_text is not null as of_character
from number
