-- What: the leading rate of each arm and of the comparator within the strata of the study, to be pooled.
-- Grain: one row per arm, level, term, category and stratum; Python pools the strata of a term into one row.
-- Reads: category, stratum_pair, study.
select
    stratum_pair.arm,
    stratum_pair.comparator,
    stratum_pair.level,
    stratum_pair.soc,
    stratum_pair.term,
    stratum_pair.category,
    stratum_pair.stratum,
    study.compared_rate as rate,
    stratum_pair.rate_events,
    stratum_pair.rate_days / study.days_per_year as rate_patient_years,
    stratum_pair.comparator_rate_events,
    stratum_pair.comparator_rate_days / study.days_per_year as comparator_rate_patient_years
from stratum_pair
cross join study
inner join category on stratum_pair.category = category.category
order by
    stratum_pair.arm_order,
    stratum_pair.level,
    stratum_pair.soc,
    stratum_pair.term,
    category.category_order,
    stratum_pair.stratum
