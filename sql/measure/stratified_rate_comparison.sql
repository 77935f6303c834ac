-- What: the leading rate of each arm and of the comparator within the strata of the study, to be pooled.
-- Grain: one row per arm, level, term, category and stratum; Python pools the strata of a term into one row.
-- Reads: arm_pair, category, stratum_rate, study.
select
    arm_pair.arm,
    arm_pair.comparator,
    investigated.level,
    investigated.soc,
    investigated.term,
    investigated.category,
    investigated.stratum,
    study.compared_rate as rate,
    investigated.rate_events,
    investigated.rate_days / study.days_per_year as rate_patient_years,
    compared.rate_events as comparator_rate_events,
    compared.rate_days / study.days_per_year as comparator_rate_patient_years
from arm_pair
cross join study
inner join stratum_rate as investigated on arm_pair.arm = investigated.arm
inner join stratum_rate as compared
    on
        arm_pair.comparator = compared.arm
        and investigated.stratum = compared.stratum
        and investigated.level = compared.level
        and investigated.soc = compared.soc
        and investigated.term = compared.term
        and investigated.category = compared.category
inner join category on investigated.category = category.category
order by
    arm_pair.arm_order,
    investigated.level,
    investigated.soc,
    investigated.term,
    category.category_order,
    investigated.stratum
