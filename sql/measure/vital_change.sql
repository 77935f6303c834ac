-- What: the mean change from baseline of vital signs and ECG intervals over time (FDA Figure 9).
-- Grain: one row per arm, parameter and scheduled visit after baseline; zero is a row.
-- Reads: arm_member, arm_size, vital_result, vital_unit.
--
-- A subject has one value at a visit: the mean of its values there (lying, standing). A visit at which less than 10% of
-- the subjects of every arm were measured is left out (FDA Figure 6).
with shown as (
    select distinct
        vital_unit.parameter,
        vital_unit.label,
        vital_unit.unit,
        vital_unit.parameter_order
    from vital_unit
),

flagged as (
    select distinct vital_result.parameter
    from vital_result
    where vital_result.counted and vital_result.for_visit
),

subject_value as (
    select
        vital_result.arm,
        vital_result.parameter,
        vital_result.visit,
        vital_result.visit_number,
        avg(vital_result.value order by vital_result.value) as value,
        avg(vital_result.change order by vital_result.change) as change
    from vital_result
    left join flagged on vital_result.parameter = flagged.parameter
    where
        vital_result.counted
        and vital_result.change is not null
        and vital_result.visit is not null
        and upper(vital_result.visit) not like '%UNSCHEDULED%'
        -- Where the data say which record stands for the visit, the others do not.
        and (flagged.parameter is null or vital_result.for_visit)
    group by
        vital_result.arm,
        vital_result.USUBJID,
        vital_result.parameter,
        vital_result.visit,
        vital_result.visit_number
),

summary as (
    select
        arm_member.arm,
        subject_value.parameter,
        subject_value.visit,
        subject_value.visit_number,
        count(*) as subjects,
        avg(subject_value.value order by subject_value.value) as mean,
        avg(subject_value.change order by subject_value.change) as mean_change,
        stddev_samp(subject_value.change order by subject_value.change) as sd_change
    from subject_value
    inner join arm_member on subject_value.arm = arm_member.member
    group by arm_member.arm, subject_value.parameter, subject_value.visit, subject_value.visit_number
),

visit as (
    select
        summary.parameter,
        summary.visit,
        summary.visit_number,
        row_number() over (
            partition by summary.parameter
            order by summary.visit_number nulls last, summary.visit
        ) as visit_order
    from summary
    inner join arm_size on summary.arm = arm_size.arm
    group by summary.parameter, summary.visit, summary.visit_number
    having max(10 * summary.subjects - arm_size.arm_subjects) >= 0
)

select
    arm_size.arm,
    visit.parameter,
    shown.label,
    shown.unit,
    shown.parameter_order,
    visit.visit,
    visit.visit_number,
    visit.visit_order,
    coalesce(summary.subjects, 0) as subjects,
    summary.mean,
    summary.mean_change,
    summary.sd_change
from arm_size
cross join visit
inner join shown on visit.parameter = shown.parameter
left join summary
    on
        arm_size.arm = summary.arm
        and visit.parameter = summary.parameter
        and visit.visit = summary.visit
        and visit.visit_number is not distinct from summary.visit_number
order by shown.parameter_order, visit.visit_order, arm_size.arm_order
