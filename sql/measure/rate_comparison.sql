-- What: each arm against the comparator in each of the three exposure-adjusted rates: numerators and person-time.
-- Grain: one row per arm other than the comparator, level, term, category and rate; the leading rate first.
-- Reads: arm_pair, category, exposure_adjusted_rate, study.
with rated as (
    select
        exposure_adjusted_rate.arm,
        exposure_adjusted_rate.level,
        exposure_adjusted_rate.soc,
        exposure_adjusted_rate.term,
        exposure_adjusted_rate.category,
        'eair_total' as rate,
        exposure_adjusted_rate.eair_total_subjects as rate_events,
        exposure_adjusted_rate.patient_years as rate_patient_years
    from exposure_adjusted_rate
    union all
    select
        exposure_adjusted_rate.arm,
        exposure_adjusted_rate.level,
        exposure_adjusted_rate.soc,
        exposure_adjusted_rate.term,
        exposure_adjusted_rate.category,
        'eair_at_risk' as rate,
        exposure_adjusted_rate.eair_at_risk_subjects as rate_events,
        exposure_adjusted_rate.patient_years_at_risk as rate_patient_years
    from exposure_adjusted_rate
    union all
    select
        exposure_adjusted_rate.arm,
        exposure_adjusted_rate.level,
        exposure_adjusted_rate.soc,
        exposure_adjusted_rate.term,
        exposure_adjusted_rate.category,
        'eaer' as rate,
        exposure_adjusted_rate.eaer_events as rate_events,
        exposure_adjusted_rate.patient_years as rate_patient_years
    from exposure_adjusted_rate
)

select
    arm_pair.arm,
    arm_pair.comparator,
    investigated.level,
    investigated.soc,
    investigated.term,
    investigated.category,
    investigated.rate,
    investigated.rate = study.compared_rate as leads,
    investigated.rate_events,
    investigated.rate_patient_years,
    compared.rate_events as comparator_rate_events,
    compared.rate_patient_years as comparator_rate_patient_years
from arm_pair
inner join rated as investigated on arm_pair.arm = investigated.arm
inner join rated as compared
    on
        arm_pair.comparator = compared.arm
        and investigated.level = compared.level
        and investigated.soc = compared.soc
        and investigated.term = compared.term
        and investigated.category = compared.category
        and investigated.rate = compared.rate
inner join category on investigated.category = category.category
cross join study
order by
    arm_pair.arm_order,
    investigated.level,
    investigated.soc,
    investigated.term,
    category.category_order,
    case when investigated.rate = study.compared_rate then 0 else 1 end,
    investigated.rate
