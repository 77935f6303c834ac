-- What: how many subjects went from which grade at baseline to which worst grade after it.
-- Grain: one row per arm, analyte, direction, grade at baseline and worst grade; zero is a row.
-- Reads: arm_member, arm_size, lab_criterion, lab_worst.
with graded as (
    select
        arm_member.arm,
        lab_worst.analyte,
        lab_worst.direction,
        lab_worst.term,
        coalesce(cast(lab_worst.baseline_grade as varchar), 'missing') as baseline_grade,
        cast(lab_worst.worst_grade as varchar) as worst_grade
    from lab_worst
    inner join arm_member on lab_worst.arm = arm_member.member
    where lab_worst.worst_grade is not null
),

analyte as (
    select distinct
        graded.analyte,
        graded.direction,
        graded.term
    from graded
),

scale as (
    select distinct
        lab_criterion.term,
        cast(lab_criterion.grade as varchar) as grade
    from lab_criterion
    where lab_criterion.used
    union
    select distinct
        lab_criterion.term,
        '0' as grade
    from lab_criterion
),

start as (
    select
        scale.term,
        scale.grade
    from scale
    union
    select distinct
        scale.term,
        'missing' as grade
    from scale
),

counted as (
    select
        graded.arm,
        graded.analyte,
        graded.direction,
        graded.baseline_grade,
        graded.worst_grade,
        count(*) as subjects
    from graded
    group by graded.arm, graded.analyte, graded.direction, graded.baseline_grade, graded.worst_grade
),

measured as (
    select
        graded.arm,
        graded.analyte,
        graded.direction,
        count(*) as subjects_with_data
    from graded
    group by graded.arm, graded.analyte, graded.direction
)

select
    arm_size.arm,
    analyte.analyte,
    analyte.direction,
    analyte.term,
    start.grade as baseline_grade,
    scale.grade as worst_grade,
    coalesce(counted.subjects, 0) as subjects,
    coalesce(measured.subjects_with_data, 0) as subjects_with_data,
    100.0 * coalesce(counted.subjects, 0) / nullif(measured.subjects_with_data, 0) as percent
from arm_size
cross join analyte
inner join start on analyte.term = start.term
inner join scale on analyte.term = scale.term
left join counted
    on
        arm_size.arm = counted.arm
        and analyte.analyte = counted.analyte
        and analyte.direction = counted.direction
        and start.grade = counted.baseline_grade
        and scale.grade = counted.worst_grade
left join measured
    on
        arm_size.arm = measured.arm
        and analyte.analyte = measured.analyte
        and analyte.direction = measured.direction
order by analyte.analyte, analyte.direction, arm_size.arm_order, start.grade, scale.grade
