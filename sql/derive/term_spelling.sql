-- What: terms recorded in several spellings that differ by case alone, and the one under which they are counted.
-- Grain: one row per level and spelling other than the most frequent; of two as frequent, the first in the alphabet.
-- Reads: adae.
with recorded as (
    select
        'AEBODSYS' as variable,
        adae.AEBODSYS as term,
        count(*) as records
    from adae
    group by adae.AEBODSYS
    union all
    select
        'AEHLGT' as variable,
        adae.AEHLGT as term,
        count(*) as records
    from adae
    group by adae.AEHLGT
    union all
    select
        'AEHLT' as variable,
        adae.AEHLT as term,
        count(*) as records
    from adae
    group by adae.AEHLT
    union all
    select
        'AEDECOD' as variable,
        adae.AEDECOD as term,
        count(*) as records
    from adae
    group by adae.AEDECOD
),

ranked as (
    select
        recorded.variable,
        recorded.term,
        recorded.records,
        first_value(recorded.term) over (
            partition by recorded.variable, upper(recorded.term)
            order by recorded.records desc, recorded.term asc
        ) as counted_term
    from recorded
    where recorded.term is not null
)

select
    ranked.variable,
    ranked.term,
    ranked.records,
    ranked.counted_term
from ranked
where ranked.term <> ranked.counted_term
