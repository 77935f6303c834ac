-- What: each arm beside the comparator within each stratum that the study names: subjects, and the rate that leads.
-- Grain: one row per arm compared, stratum, level, term and category.
-- Reads: arm_pair, stratum_count.
-- Kept as a view: what is pooled from it is read, not the strata.
select
    arm_pair.arm,
    arm_pair.comparator,
    arm_pair.arm_order,
    investigated.stratum,
    investigated.level,
    investigated.soc,
    investigated.term,
    investigated.category,
    investigated.subjects,
    investigated.stratum_subjects,
    investigated.rate_events,
    investigated.rate_days,
    compared.subjects as comparator_subjects,
    compared.stratum_subjects as comparator_stratum_subjects,
    compared.rate_events as comparator_rate_events,
    compared.rate_days as comparator_rate_days
from arm_pair
inner join stratum_count as investigated on arm_pair.arm = investigated.arm
inner join stratum_count as compared
    on
        arm_pair.comparator = compared.arm
        and investigated.stratum = compared.stratum
        and investigated.level = compared.level
        and investigated.soc = compared.soc
        and investigated.term = compared.term
        and investigated.category = compared.category
