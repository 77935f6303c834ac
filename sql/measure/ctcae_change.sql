-- What: recorded and laboratory grades that the next version of CTCAE gives otherwise, and what becomes of grade 3+.
-- Grain: one row per arm, source, term (any: all together), grade now and next; an arm without such a grade is a 0.
-- Reads: arm_member, arm_size, ctcae_next_grade.
with counted as (
    -- Each record in the row of its change, and all records of a source together.
    select
        ctcae_next_grade.arm,
        ctcae_next_grade.source,
        ctcae_next_grade.USUBJID,
        ctcae_next_grade.change,
        ctcae_next_grade.term,
        ctcae_next_grade.analyte,
        ctcae_next_grade.direction,
        ctcae_next_grade.grade,
        ctcae_next_grade.next_term,
        ctcae_next_grade.lowest_grade,
        ctcae_next_grade.highest_grade,
        ctcae_next_grade.text,
        ctcae_next_grade.next_text,
        true as changes
    from ctcae_next_grade
    where ctcae_next_grade.change is not null
    union all
    select
        ctcae_next_grade.arm,
        ctcae_next_grade.source,
        ctcae_next_grade.USUBJID,
        'any' as change,
        'any' as term,
        cast(null as varchar) as analyte,
        cast(null as varchar) as direction,
        cast(null as bigint) as grade,
        cast(null as varchar) as next_term,
        cast(null as bigint) as lowest_grade,
        cast(null as bigint) as highest_grade,
        cast(null as varchar) as text,
        cast(null as varchar) as next_text,
        coalesce(ctcae_next_grade.change in ('not decidable', 'other grade'), false) as changes
    from ctcae_next_grade
),

changed as (
    select distinct
        counted.source,
        counted.change,
        counted.term,
        counted.analyte,
        counted.direction,
        counted.grade,
        counted.next_term,
        counted.lowest_grade,
        counted.highest_grade,
        counted.text,
        counted.next_text
    from counted
),

affected as (
    select
        arm_member.arm,
        counted.source,
        counted.change,
        counted.term,
        counted.analyte,
        counted.direction,
        counted.grade,
        counted.next_term,
        counted.lowest_grade,
        counted.highest_grade,
        count(distinct case when counted.changes then counted.USUBJID end) as subjects,
        cast(sum(case when counted.changes then 1 else 0 end) as bigint) as records
    from counted
    inner join arm_member on counted.arm = arm_member.member
    group by
        arm_member.arm,
        counted.source,
        counted.change,
        counted.term,
        counted.analyte,
        counted.direction,
        counted.grade,
        counted.next_term,
        counted.lowest_grade,
        counted.highest_grade
),

graded as (
    select
        ctcae_next_grade.arm,
        ctcae_next_grade.source,
        ctcae_next_grade.USUBJID,
        ctcae_next_grade.term,
        ctcae_next_grade.analyte,
        ctcae_next_grade.direction,
        ctcae_next_grade.grade,
        ctcae_next_grade.lowest_grade,
        ctcae_next_grade.highest_grade
    from ctcae_next_grade
    where ctcae_next_grade.term is not null
    union all
    select
        ctcae_next_grade.arm,
        ctcae_next_grade.source,
        ctcae_next_grade.USUBJID,
        'any' as term,
        cast(null as varchar) as analyte,
        cast(null as varchar) as direction,
        ctcae_next_grade.grade,
        ctcae_next_grade.lowest_grade,
        ctcae_next_grade.highest_grade
    from ctcae_next_grade
),

-- Grade 3 or more: now, and surely and possibly in the next version.
grave as (
    select
        arm_member.arm,
        graded.source,
        graded.term,
        graded.analyte,
        graded.direction,
        count(distinct case when graded.grade >= 3 then graded.USUBJID end) as now,
        count(distinct case when graded.lowest_grade >= 3 then graded.USUBJID end) as surely,
        count(distinct case when graded.highest_grade >= 3 then graded.USUBJID end) as possibly
    from graded
    inner join arm_member on graded.arm = arm_member.member
    group by arm_member.arm, graded.source, graded.term, graded.analyte, graded.direction
)

select
    arm_size.arm,
    changed.source,
    changed.change,
    changed.term,
    changed.analyte,
    changed.direction,
    changed.grade,
    changed.next_term,
    changed.lowest_grade,
    changed.highest_grade,
    changed.text,
    changed.next_text,
    coalesce(affected.subjects, 0) as subjects,
    coalesce(affected.records, 0) as records,
    arm_size.arm_subjects,
    100.0 * coalesce(affected.subjects, 0) / nullif(arm_size.arm_subjects, 0) as percent,
    coalesce(grave.now, 0) as grade3plus_subjects,
    coalesce(grave.surely, 0) as grade3plus_lowest,
    coalesce(grave.possibly, 0) as grade3plus_highest
from arm_size
cross join changed
left join affected
    on
        arm_size.arm = affected.arm
        and changed.source = affected.source
        and changed.change = affected.change
        and changed.term = affected.term
        and changed.analyte is not distinct from affected.analyte
        and changed.direction is not distinct from affected.direction
        and changed.grade is not distinct from affected.grade
        and changed.next_term is not distinct from affected.next_term
        and changed.lowest_grade is not distinct from affected.lowest_grade
        and changed.highest_grade is not distinct from affected.highest_grade
left join grave
    on
        arm_size.arm = grave.arm
        and changed.source = grave.source
        and changed.term = grave.term
        and changed.analyte is not distinct from grave.analyte
        and changed.direction is not distinct from grave.direction
order by
    changed.source desc,
    case when changed.term = 'any' then 0 else 1 end asc,
    changed.term asc,
    changed.analyte asc nulls first,
    changed.direction asc nulls first,
    changed.grade asc nulls first,
    changed.next_term asc nulls first,
    changed.lowest_grade asc nulls first,
    changed.highest_grade asc nulls first,
    arm_size.arm_order asc
