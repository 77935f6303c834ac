-- What: how many subjects reached each grade of a laboratory analyte after baseline, and how many got worse.
-- Grain: one row per arm, analyte, direction and category; zero is a row, grades that the term does not have are not.
-- Reads: arm_member, arm_size, lab_analyte, lab_category, lab_criterion, lab_worst, lab_worst_category,
-- lab_worst_result.
with category as (
    select
        lab_category.category,
        lab_category.label,
        lab_category.at_least,
        lab_category.at_most,
        lab_category.worsened,
        lab_category.category_order + case when lab_category.worsened then 1 else 0 end as category_order
    from lab_category
    union all
    -- After the grades, before those who got worse.
    select
        'not_graded' as category,
        'Not graded' as label,
        cast(null as integer) as at_least,
        cast(null as integer) as at_most,
        false as worsened,
        count(*) + 1 as category_order
    from lab_category
    where not lab_category.worsened
),

analyte as (
    select distinct
        lab_worst.analyte,
        lab_worst.direction,
        lab_worst.term
    from lab_worst
),

scale as (
    select distinct
        lab_criterion.term,
        lab_criterion.grade
    from lab_criterion
    where lab_criterion.decidable
),

shown as (
    select
        analyte.analyte,
        analyte.direction,
        analyte.term,
        lab_analyte.label,
        category.category,
        category.label as category_label,
        category.category_order,
        category.at_least,
        category.at_most,
        category.worsened
    from analyte
    inner join lab_analyte on analyte.analyte = lab_analyte.analyte and analyte.direction = lab_analyte.direction
    cross join category
    left join scale
        on
            analyte.term = scale.term
            and scale.grade between category.at_least and category.at_most
    group by
        analyte.analyte,
        analyte.direction,
        analyte.term,
        lab_analyte.label,
        category.category,
        category.label,
        category.category_order,
        category.at_least,
        category.at_most,
        category.worsened
    having coalesce(category.at_most, 0) = 0 or count(scale.grade) > 0
),

counted as (
    select
        arm_member.arm,
        lab_worst_category.analyte,
        lab_worst_category.direction,
        lab_worst_category.category,
        count(*) as subjects
    from lab_worst_category
    inner join arm_member on lab_worst_category.arm = arm_member.member
    group by
        arm_member.arm,
        lab_worst_category.analyte,
        lab_worst_category.direction,
        lab_worst_category.category
),

-- Whoever is surely in the category, and whoever may be: the value does not tell of symptoms.
possible as (
    select
        arm_member.arm,
        lab_worst_result.analyte,
        lab_worst_result.direction,
        lab_category.category,
        sum(
            case
                when
                    lab_worst_result.lowest_grade >= lab_category.at_least
                    and lab_worst_result.highest_grade <= lab_category.at_most
                    and (lab_worst_result.surely_worsened or not lab_category.worsened)
                    then 1
                else 0
            end
        ) as lowest_subjects,
        count(*) as highest_subjects
    from lab_worst_result
    inner join arm_member on lab_worst_result.arm = arm_member.member
    inner join lab_category
        on
            lab_worst_result.highest_grade >= lab_category.at_least
            and lab_worst_result.lowest_grade <= lab_category.at_most
            and (lab_worst_result.possibly_worsened or not lab_category.worsened)
    group by
        arm_member.arm,
        lab_worst_result.analyte,
        lab_worst_result.direction,
        lab_category.category
),

measured as (
    select
        arm_member.arm,
        lab_worst_result.analyte,
        lab_worst_result.direction,
        count(*) as subjects_with_data
    from lab_worst_result
    inner join arm_member on lab_worst_result.arm = arm_member.member
    group by arm_member.arm, lab_worst_result.analyte, lab_worst_result.direction
)

select
    arm_size.arm,
    shown.analyte,
    shown.label,
    shown.direction,
    shown.term,
    shown.category,
    shown.category_label,
    shown.category_order,
    coalesce(counted.subjects, 0) as subjects,
    coalesce(measured.subjects_with_data, 0) as subjects_with_data,
    100.0 * coalesce(counted.subjects, 0) / nullif(measured.subjects_with_data, 0) as percent,
    -- Who was not graded is not by symptoms.
    case
        when shown.at_least is null then coalesce(counted.subjects, 0)
        else cast(coalesce(possible.lowest_subjects, 0) as bigint)
    end as lowest_subjects,
    case
        when shown.at_least is null then coalesce(counted.subjects, 0)
        else coalesce(possible.highest_subjects, 0)
    end as highest_subjects
from arm_size
cross join shown
left join counted
    on
        arm_size.arm = counted.arm
        and shown.analyte = counted.analyte
        and shown.direction = counted.direction
        and shown.category = counted.category
left join possible
    on
        arm_size.arm = possible.arm
        and shown.analyte = possible.analyte
        and shown.direction = possible.direction
        and shown.category = possible.category
left join measured
    on
        arm_size.arm = measured.arm
        and shown.analyte = measured.analyte
        and shown.direction = measured.direction
order by shown.analyte, shown.direction, arm_size.arm_order, shown.category_order
