-- What: how many of the subjects measured reached each level of a vital sign or ECG interval after the first dose.
-- Grain: one row per arm and level; zero is a row, no row of a parameter that nobody has.
-- Reads: arm_member, arm_size, vital_cutpoint, vital_reached.
with counted as (
    select
        vital_reached.topic,
        vital_reached.level_order,
        arm_member.arm,
        sum(case when vital_reached.reached then 1 else 0 end) as subjects,
        count(*) as subjects_with_data
    from vital_reached
    inner join arm_member on vital_reached.arm = arm_member.member
    group by vital_reached.topic, vital_reached.level_order, arm_member.arm
),

there as (
    select distinct vital_reached.parameter
    from vital_reached
)

select
    vital_cutpoint.topic,
    vital_cutpoint.level_order,
    vital_cutpoint.label,
    vital_cutpoint.parameter,
    arm_size.arm,
    cast(coalesce(counted.subjects, 0) as bigint) as subjects,
    coalesce(counted.subjects_with_data, 0) as subjects_with_data,
    100.0 * coalesce(counted.subjects, 0) / nullif(counted.subjects_with_data, 0) as percent
from arm_size
cross join vital_cutpoint
inner join there on vital_cutpoint.parameter = there.parameter
left join counted
    on
        arm_size.arm = counted.arm
        and vital_cutpoint.topic = counted.topic
        and vital_cutpoint.level_order = counted.level_order
order by vital_cutpoint.topic, vital_cutpoint.level_order, arm_size.arm_order
