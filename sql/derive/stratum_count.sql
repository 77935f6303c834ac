-- What: how many subjects of each arm and stratum had each term, where the study names strata.
-- Grain: one row per arm, stratum, level, term and category that anyone had; zero is a row.
-- Reads: arm, arm_member, subject_stratum, subject_term.
with stratum_size as (
    select
        arm_member.arm,
        subject_stratum.stratum,
        count(*) as stratum_subjects
    from subject_stratum
    inner join arm_member on subject_stratum.arm = arm_member.member
    group by arm_member.arm, subject_stratum.stratum
),

stratum as (
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
),

counted as (
    select
        arm_member.arm,
        subject_stratum.stratum,
        subject_term.level,
        subject_term.soc,
        subject_term.term,
        subject_term.category,
        count(*) as subjects
    from subject_term
    inner join subject_stratum on subject_term.USUBJID = subject_stratum.USUBJID
    inner join arm_member on subject_stratum.arm = arm_member.member
    where subject_term.counted
    group by
        arm_member.arm,
        subject_stratum.stratum,
        subject_term.level,
        subject_term.soc,
        subject_term.term,
        subject_term.category
)

select
    arm.arm,
    stratum.stratum,
    term.level,
    term.soc,
    term.term,
    term.category,
    coalesce(counted.subjects, 0) as subjects,
    coalesce(stratum_size.stratum_subjects, 0) as stratum_subjects
from arm
cross join stratum
cross join term
left join stratum_size on arm.arm = stratum_size.arm and stratum.stratum = stratum_size.stratum
left join counted
    on
        arm.arm = counted.arm
        and stratum.stratum = counted.stratum
        and term.level = counted.level
        and term.soc = counted.soc
        and term.term = counted.term
        and term.category = counted.category
