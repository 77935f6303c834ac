-- What: the tables of common events that the study asks for: terms that reach a threshold, in the chosen categories.
-- Grain: one row per table, arm, term and category. The unrounded percentage is held against the threshold.
-- Reads: arm, category, event_table, event_table_category, incidence, term_group.
with basis as (
    select
        event_table.event_table,
        event_table.level,
        event_table.rule,
        event_table.threshold_percent,
        event_table.difference_points,
        incidence.soc,
        incidence.term,
        arm.role,
        arm.pooled,
        arm.arm_order,
        incidence.subjects,
        incidence.arm_subjects,
        incidence.percent
    from event_table
    inner join incidence on event_table.level = incidence.level and event_table.based_on = incidence.category
    inner join arm on incidence.arm = arm.arm
),

compared as (
    select
        basis.event_table,
        basis.level,
        basis.soc,
        basis.term,
        basis.rule,
        basis.threshold_percent,
        basis.difference_points,
        basis.role,
        basis.pooled,
        basis.subjects,
        basis.percent,
        basis.arm_order,
        -- One division: 30% less 10% is 20 and not a little less.
        100.0 * (
            basis.subjects * comparator.arm_subjects - comparator.subjects * basis.arm_subjects
        ) / nullif(basis.arm_subjects * comparator.arm_subjects, 0) as difference
    from basis
    left join basis as comparator
        on
            basis.event_table = comparator.event_table
            and basis.soc = comparator.soc
            and basis.term = comparator.term
            and comparator.role = 'comparator'
),

reached as (
    select
        compared.event_table,
        compared.level,
        compared.soc,
        compared.term,
        -- Terms are shown by decreasing frequency in the first arm, ties by that in all arms.
        max(case when compared.arm_order = 1 then compared.percent end) as first_percent,
        sum(case when compared.pooled then 0 else compared.subjects end) as all_subjects
    from compared
    group by compared.event_table, compared.level, compared.soc, compared.term
    -- A pooled percentage is a mean of those of its members, weighted by their subjects, and so is its difference from
    -- the comparator: neither is above the largest of the members, and no term comes in by pooling. A pool of arms that
    -- are not held against a threshold is not either.
    having
        max(
            case
                when compared.pooled then 0
                when compared.rule = 'either arm' and compared.percent >= compared.threshold_percent then 1
                when compared.role <> 'investigational' then 0
                when compared.rule = 'difference' and compared.difference >= compared.threshold_percent then 1
                -- Both thresholds are of one arm.
                when
                    compared.rule = 'investigational arm'
                    and compared.percent >= compared.threshold_percent
                    and coalesce(compared.difference >= compared.difference_points, compared.difference_points is null)
                    then 1
                else 0
            end
        ) = 1
        and max(
            case
                when compared.rule <> 'either arm' or compared.difference_points is null then 1
                when compared.pooled then 0
                when compared.role = 'investigational' and compared.difference >= compared.difference_points then 1
                else 0
            end
        ) = 1
),

group_class as (
    select
        term_group.soc,
        min(term_group.group_order) as soc_order
    from term_group
    group by term_group.soc
),

ordered as (
    select
        reached.event_table,
        reached.level,
        reached.soc,
        reached.term,
        row_number() over (
            partition by reached.event_table
            -- Groups come under their classes in the order of the study file, other terms under classes by name.
            order by
                case when reached.level = 'group' then coalesce(group_class.soc_order, 0) else 0 end asc,
                reached.soc asc,
                reached.first_percent desc,
                reached.all_subjects desc,
                reached.term asc
        ) as term_order
    from reached
    left join group_class on reached.soc = group_class.soc
)

select
    ordered.event_table,
    event_table.title,
    incidence.arm,
    ordered.level,
    ordered.soc,
    ordered.term,
    ordered.term_order,
    incidence.category,
    incidence.subjects,
    incidence.arm_subjects,
    incidence.percent
from ordered
inner join event_table on ordered.event_table = event_table.event_table
inner join event_table_category on ordered.event_table = event_table_category.event_table
inner join incidence
    on
        ordered.level = incidence.level
        and ordered.soc = incidence.soc
        and ordered.term = incidence.term
        and event_table_category.category = incidence.category
inner join arm on incidence.arm = arm.arm
inner join category on incidence.category = category.category
order by event_table.event_table_order, ordered.term_order, category.category_order, arm.arm_order
