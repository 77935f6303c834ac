-- What: each level of a vital sign or QTcF, and whether the subject reached it after the first dose.
-- Grain: one row per subject with such a value and level.
-- Reads: vital_cutpoint, vital_worst.
--
-- FDA Standard Safety Tables and Figures: Integrated Guide v2.0, Tables 36 to 38; ICH E14, 3.2.2. Levels overlap.
with judged as (
    select
        vital_cutpoint.topic,
        vital_cutpoint.level_order,
        vital_cutpoint.parameter,
        vital_cutpoint.relation,
        vital_cutpoint.bound,
        vital_worst.arm,
        vital_worst.USUBJID,
        case vital_cutpoint.statistic
            when 'maximum' then vital_worst.maximum
            when 'minimum' then vital_worst.minimum
            when 'increase' then vital_worst.increase
        end as value
    from vital_cutpoint
    inner join vital_worst on vital_cutpoint.parameter = vital_worst.parameter
)

select
    judged.arm,
    judged.USUBJID,
    judged.topic,
    judged.level_order,
    judged.topic || ' ' || cast(judged.level_order as varchar) as level,
    judged.parameter,
    judged.value,
    case judged.relation
        when '<' then judged.value < judged.bound
        when '>' then judged.value > judged.bound
        when '>=' then judged.value >= judged.bound
    end as reached
from judged
where judged.value is not null
