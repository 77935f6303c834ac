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
)

select
    written.source_row,
    written.numeric_text,
    try_cast(coalesce(written.numeric_text, written.character_text) as double) as AVAL,
    written.numeric_text is null and written.character_text is not null as of_character
from written
