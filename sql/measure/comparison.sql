-- What: each arm against the comparator: the counts and the person-time that differences, ratios and tests are made of.
-- Grain: one row per arm other than the comparator, level, term and category.
-- Reads: arm_pair, category, exposure_adjusted_rate, incidence, study.
with rated as (
    -- The study chooses which of the three rates is compared.
    select
        exposure_adjusted_rate.arm,
        exposure_adjusted_rate.level,
        exposure_adjusted_rate.soc,
        exposure_adjusted_rate.term,
        exposure_adjusted_rate.category,
        case study.compared_rate
            when 'eaer' then exposure_adjusted_rate.eaer_events
            when 'eair_total' then exposure_adjusted_rate.eair_total_subjects
            else exposure_adjusted_rate.eair_at_risk_subjects
        end as rate_events,
        case
            when study.compared_rate = 'eair_at_risk' then exposure_adjusted_rate.patient_years_at_risk
            else exposure_adjusted_rate.patient_years
        end as rate_patient_years,
        study.compared_rate
    from exposure_adjusted_rate
    cross join study
),

measured as (
    select
        incidence.arm,
        incidence.level,
        incidence.soc,
        incidence.term,
        incidence.category,
        incidence.subjects,
        incidence.arm_subjects,
        rated.rate_events,
        rated.rate_patient_years,
        rated.compared_rate
    from incidence
    inner join rated
        on
            incidence.arm = rated.arm
            and incidence.level = rated.level
            and incidence.soc = rated.soc
            and incidence.term = rated.term
            and incidence.category = rated.category
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
    investigated.compared_rate,
    investigated.rate_events,
    investigated.rate_patient_years,
    compared.rate_events as comparator_rate_events,
    compared.rate_patient_years as comparator_rate_patient_years
from arm_pair
inner join measured as investigated on arm_pair.arm = investigated.arm
inner join measured as compared
    on
        arm_pair.comparator = compared.arm
        and investigated.level = compared.level
        and investigated.soc = compared.soc
        and investigated.term = compared.term
        and investigated.category = compared.category
inner join category on investigated.category = category.category
order by arm_pair.arm_order, investigated.level, investigated.soc, investigated.term, category.category_order
