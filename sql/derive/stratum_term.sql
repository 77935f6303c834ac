-- What: what is counted in every arm and stratum: each term and category that anyone had, where the study names strata.
-- Grain: one row per arm, stratum, level, term and category.
-- Reads: arm, subject_stratum, term_count.
with stratum as (
    select distinct subject_stratum.stratum
    from subject_stratum
),

term as (
    select distinct
        term_count.level,
        term_count.soc,
        term_count.term,
        term_count.category
    from term_count
)

select
    arm.arm,
    stratum.stratum,
    term.level,
    term.soc,
    term.term,
    term.category
from arm
cross join stratum
cross join term
