-- What: which sponsor group each preferred term is in; terms in two groups, in none, and terms of groups nobody had.
-- Grain: one row per arm, preferred term, its class and its group; '(none)' is no group. Empty without groups.
-- Reads: arm, incidence, term_group.
with occurred as (
    select
        incidence.arm,
        incidence.soc,
        incidence.term,
        incidence.subjects,
        incidence.arm_subjects,
        incidence.percent,
        true as in_data
    from incidence
    where incidence.level = 'PT' and incidence.category = 'any'
),

listed as (
    select distinct term_group.term
    from term_group
),

unseen as (
    select listed.term
    from listed
    left join occurred on listed.term = upper(occurred.term)
    where occurred.term is null
),

term as (
    select
        occurred.arm,
        occurred.soc,
        occurred.term,
        occurred.subjects,
        occurred.arm_subjects,
        occurred.percent,
        occurred.in_data
    from occurred
    union all
    -- A term of a group that no record has may be spelled another way in the data.
    select
        incidence.arm,
        '(not in the data)' as soc,
        unseen.term,
        cast(0 as bigint) as subjects,
        incidence.arm_subjects,
        0.0 as percent,
        false as in_data
    from unseen
    cross join incidence
    where incidence.level = 'any' and incidence.category = 'any'
),

size as (
    select
        term_group.term,
        count(*) as group_count
    from term_group
    group by term_group.term
)

select
    term.arm,
    term.soc,
    term.term,
    coalesce(term_group.term_group, '(none)') as term_group,
    coalesce(size.group_count, 0) as group_count,
    term.in_data,
    term.subjects,
    term.arm_subjects,
    term.percent
from term
inner join arm on term.arm = arm.arm
left join size on upper(term.term) = size.term
left join term_group on upper(term.term) = term_group.term
where exists (select listed.term from listed)
order by term.term, term.soc, term_group.group_order, arm.arm_order
