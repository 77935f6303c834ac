-- What: what is counted in every arm and stratum: each term and category that anyone had, where the study names strata.
-- Grain: one row per arm, stratum, level, term and category.
-- Reads: arm, subject_stratum, subject_term.
with stratum as (
    select distinct subject_stratum.stratum
    from subject_stratum
),

term as (
    select distinct
        subject_term.level,
        subject_term.soc,
        subject_term.term,
        subject_term.category
    from subject_term
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
