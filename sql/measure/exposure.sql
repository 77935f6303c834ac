-- What: how long each arm was treated and at risk (FDA Table 6).
-- Grain: one row per arm.
-- Reads: arm_member, arm_size, number_summary, study, subject.
with arm_time as (
    select
        arm_member.arm,
        sum(subject.exposure_days) as exposure_days,
        sum(subject.risk_days) as risk_days
    from subject
    inner join arm_member on subject.arm = arm_member.member
    group by arm_member.arm
),

days as (
    select
        number_summary.arm,
        number_summary.subjects,
        number_summary.total,
        number_summary.mean,
        number_summary.sd,
        number_summary.q1,
        number_summary.median,
        number_summary.q3,
        number_summary.minimum,
        number_summary.maximum
    from number_summary
    where number_summary.analysis_set = 'safety' and number_summary.variable = 'exposure_days'
)

select
    arm_size.arm,
    arm_size.arm_subjects,
    coalesce(days.subjects, 0) as subjects,
    days.mean as mean_days,
    days.sd as sd_days,
    days.q1 as q1_days,
    days.median as median_days,
    days.q3 as q3_days,
    days.minimum as minimum_days,
    days.maximum as maximum_days,
    days.median / study.days_per_month as median_months,
    days.minimum / study.days_per_month as minimum_months,
    days.maximum / study.days_per_month as maximum_months,
    coalesce(days.total, 0) as total_days,
    coalesce(arm_time.exposure_days, 0) / study.days_per_year as patient_years,
    coalesce(arm_time.risk_days, 0) / study.days_per_year as patient_years_at_risk
from arm_size
cross join study
left join arm_time on arm_size.arm = arm_time.arm
left join days on arm_size.arm = days.arm
order by arm_size.arm_order
