-- What: the ejection fraction and its change from baseline by visit.
-- Grain: one row per arm and visit at which anyone was measured; the baseline of those measured later comes first.
-- Reads: arm_member, arm_size, lvef, lvef_worst.
with visit_value as (
    select
        lvef_worst.arm,
        'Baseline' as visit,
        cast(null as double) as visit_number,
        0 as visit_kind,
        lvef_worst.baseline as value,
        0.0 as change,
        0 as grade
    from lvef_worst
    union all
    select
        lvef.arm,
        lvef.visit,
        lvef.visit_number,
        1 as visit_kind,
        lvef.value,
        -lvef.decrease as change,
        lvef.grade
    from lvef
    where lvef.of_visit
),

visit as (
    select distinct
        visit_value.visit,
        visit_value.visit_number,
        visit_value.visit_kind
    from visit_value
),

ordered as (
    select
        visit.visit,
        visit.visit_number,
        visit.visit_kind,
        row_number() over (
            order by visit.visit_kind, visit.visit_number nulls last, visit.visit
        ) as visit_order
    from visit
),

summary as (
    select
        arm_member.arm,
        ordered.visit_order,
        count(*) as subjects,
        avg(visit_value.value order by visit_value.value) as mean,
        stddev_samp(visit_value.value order by visit_value.value) as sd,
        min(visit_value.value) as minimum,
        max(visit_value.value) as maximum,
        avg(visit_value.change order by visit_value.change) as mean_change,
        stddev_samp(visit_value.change order by visit_value.change) as sd_change,
        sum(case when visit_value.grade = 2 then 1 else 0 end) as grade2_subjects,
        sum(case when visit_value.grade >= 3 then 1 else 0 end) as grade3plus_subjects
    from visit_value
    inner join arm_member on visit_value.arm = arm_member.member
    inner join ordered
        on
            visit_value.visit = ordered.visit
            and visit_value.visit_kind = ordered.visit_kind
            and visit_value.visit_number is not distinct from ordered.visit_number
    group by arm_member.arm, ordered.visit_order
)

select
    arm_size.arm,
    ordered.visit,
    ordered.visit_number,
    ordered.visit_order,
    coalesce(summary.subjects, 0) as subjects,
    summary.mean,
    summary.sd,
    summary.minimum,
    summary.maximum,
    summary.mean_change,
    summary.sd_change,
    cast(coalesce(summary.grade2_subjects, 0) as bigint) as grade2_subjects,
    cast(coalesce(summary.grade3plus_subjects, 0) as bigint) as grade3plus_subjects
from arm_size
cross join ordered
left join summary on arm_size.arm = summary.arm and ordered.visit_order = summary.visit_order
order by ordered.visit_order, arm_size.arm_order
