-- What: how many subjects of each arm and stratum had each term, where the study names strata.
-- Grain: one row per arm, stratum, level, term and category that anyone had; zero is a row.
-- Reads: arm_member, stratum_term, subject_stratum, term_count.
with stratum_size as (
    select
        arm_member.arm,
        subject_stratum.stratum,
        count(*) as stratum_subjects
    from subject_stratum
    inner join arm_member on subject_stratum.arm = arm_member.member
    group by arm_member.arm, subject_stratum.stratum
),

counted as (
    select
        arm_member.arm,
        term_count.stratum,
        term_count.level,
        term_count.soc,
        term_count.term,
        term_count.category,
        cast(sum(term_count.subjects) as bigint) as subjects
    from term_count
    inner join arm_member on term_count.arm = arm_member.member
    group by
        arm_member.arm,
        term_count.stratum,
        term_count.level,
        term_count.soc,
        term_count.term,
        term_count.category
)

select
    stratum_term.arm,
    stratum_term.stratum,
    stratum_term.level,
    stratum_term.soc,
    stratum_term.term,
    stratum_term.category,
    coalesce(counted.subjects, 0) as subjects,
    coalesce(stratum_size.stratum_subjects, 0) as stratum_subjects
from stratum_term
left join stratum_size on stratum_term.arm = stratum_size.arm and stratum_term.stratum = stratum_size.stratum
left join counted
    on
        stratum_term.arm = counted.arm
        and stratum_term.stratum = counted.stratum
        and stratum_term.level = counted.level
        and stratum_term.soc = counted.soc
        and stratum_term.term = counted.term
        and stratum_term.category = counted.category
