-- What: each arm against the comparator: counts for risk difference, risk ratio and test, and the rate that leads.
-- Grain: one row per arm other than the comparator, level, term and category.
-- Reads: arm_pair, category, incidence, rate_comparison.
with lead_rate as (
    select
        rate_comparison.arm,
        rate_comparison.level,
        rate_comparison.soc,
        rate_comparison.term,
        rate_comparison.category,
        rate_comparison.rate as compared_rate,
        rate_comparison.rate_events,
        rate_comparison.rate_patient_years,
        rate_comparison.comparator_rate_events,
        rate_comparison.comparator_rate_patient_years,
        rate_comparison.rate_difference,
        rate_comparison.ird_lower,
        rate_comparison.ird_upper,
        rate_comparison.ird_method,
        rate_comparison.rate_ratio,
        rate_comparison.irr_lower,
        rate_comparison.irr_upper,
        rate_comparison.irr_method
    from rate_comparison
    where rate_comparison.leads
)

select
    arm_pair.arm,
    arm_pair.comparator,
    investigated.level,
    investigated.soc,
    investigated.term,
    investigated.category,
    investigated.subjects,
    investigated.arm_subjects,
    compared.subjects as comparator_subjects,
    compared.arm_subjects as comparator_arm_subjects,
    lead_rate.compared_rate,
    lead_rate.rate_events,
    lead_rate.rate_patient_years,
    lead_rate.comparator_rate_events,
    lead_rate.comparator_rate_patient_years,
    lead_rate.rate_difference,
    lead_rate.ird_lower,
    lead_rate.ird_upper,
    lead_rate.ird_method,
    lead_rate.rate_ratio,
    lead_rate.irr_lower,
    lead_rate.irr_upper,
    lead_rate.irr_method
from arm_pair
inner join incidence as investigated on arm_pair.arm = investigated.arm
inner join incidence as compared
    on
        arm_pair.comparator = compared.arm
        and investigated.level = compared.level
        and investigated.soc = compared.soc
        and investigated.term = compared.term
        and investigated.category = compared.category
inner join lead_rate
    on
        investigated.arm = lead_rate.arm
        and investigated.level = lead_rate.level
        and investigated.soc = lead_rate.soc
        and investigated.term = lead_rate.term
        and investigated.category = lead_rate.category
inner join category on investigated.category = category.category
order by arm_pair.arm_order, investigated.level, investigated.soc, investigated.term, category.category_order
