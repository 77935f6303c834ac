-- What: how many of the subjects measured reached each level of a vital sign or ECG interval after the first dose.
-- Grain: one row per arm and level; zero is a row, no row of a parameter that nobody has.
-- Reads: arm_size, vital_cutpoint, vital_worst.
--
-- FDA Standard Safety Tables and Figures: Integrated Guide v2.0, Tables 36 to 38; ICH E14, 3.2.2. Levels overlap.
with judged as (
    select
        vital_cutpoint.topic,
        vital_cutpoint.level_order,
        vital_cutpoint.relation,
        vital_cutpoint.bound,
        vital_worst.arm,
        case vital_cutpoint.statistic
            when 'maximum' then vital_worst.maximum
            when 'minimum' then vital_worst.minimum
            when 'increase' then vital_worst.increase
        end as value
    from vital_cutpoint
    inner join vital_worst on vital_cutpoint.parameter = vital_worst.parameter
),

counted as (
    select
        judged.topic,
        judged.level_order,
        judged.arm,
        sum(
            case
                when judged.relation = '<' and judged.value < judged.bound then 1
                when judged.relation = '>' and judged.value > judged.bound then 1
                when judged.relation = '>=' and judged.value >= judged.bound then 1
                else 0
            end
        ) as subjects,
        count(judged.value) as subjects_with_data
    from judged
    group by judged.topic, judged.level_order, judged.arm
),

there as (
    select distinct vital_worst.parameter
    from vital_worst
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
