-- What: how many subjects had each term, of how many in the arm.
-- Grain: one row per arm, level, term and category; a term that nobody in the arm had is a row with 0.
-- Reads: arm_member, arm_size, category, query, term_count, term_group, term_key.
with term as (
    select
        term_key.level,
        term_key.soc,
        term_key.term
    from term_key
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
        term_count.level,
        term_count.soc,
        term_count.term,
        term_count.category,
        sum(term_count.subjects) as subjects,
        sum(term_count.events) as events
    from term_count
    inner join arm_member on term_count.arm = arm_member.member
    group by
        arm_member.arm,
        term_count.level,
        term_count.soc,
        term_count.term,
        term_count.category
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
