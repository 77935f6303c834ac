-- What: how many subjects had each term, of how many in the arm.
-- Grain: one row per arm, level, term and category; a term that nobody in the arm had is a row with 0.
-- Reads: arm_member, arm_size, category, query, subject_term, term_group.
with term as (
    select
        subject_term.level,
        subject_term.soc,
        subject_term.term
    from subject_term
    union
    select
        'any' as level,
        'any' as soc,
        'any' as term
    union
    select
        'group' as level,
        term_group.soc,
        term_group.term_group as term
    from term_group
    union
    select
        query.level,
        'any' as soc,
        query.query as term
    from query
),

counted as (
    select
        arm_member.arm,
        subject_term.level,
        subject_term.soc,
        subject_term.term,
        subject_term.category,
        sum(case when subject_term.counted then 1 else 0 end) as subjects,
        sum(subject_term.events) as events
    from subject_term
    inner join arm_member on subject_term.arm = arm_member.member
    group by
        arm_member.arm,
        subject_term.level,
        subject_term.soc,
        subject_term.term,
        subject_term.category
)

select
    arm_size.arm,
    term.level,
    term.soc,
    term.term,
    category.category,
    cast(coalesce(counted.subjects, 0) as bigint) as subjects,
    arm_size.arm_subjects,
    100.0 * coalesce(counted.subjects, 0) / nullif(arm_size.arm_subjects, 0) as percent,
    cast(coalesce(counted.events, 0) as bigint) as events
from arm_size
cross join term
cross join category
left join counted
    on
        arm_size.arm = counted.arm
        and term.level = counted.level
        and term.soc = counted.soc
        and term.term = counted.term
        and category.category = counted.category
where category.collected and (category.every_level or term.level = 'any')
order by arm_size.arm_order, term.level, term.soc, term.term, category.category_order
