-- What: each arm against the comparator within the strata that the study names; the pooled estimates are made of these.
-- Grain: one row per arm, level, term, category and stratum; Python pools the strata of a term into one row.
-- Reads: arm_pair, category, stratum_count.
select
    arm_pair.arm,
    arm_pair.comparator,
    investigated.level,
    investigated.soc,
    investigated.term,
    investigated.category,
    investigated.stratum,
    investigated.subjects,
    investigated.stratum_subjects as arm_subjects,
    compared.subjects as comparator_subjects,
    compared.stratum_subjects as comparator_arm_subjects
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
inner join category on investigated.category = category.category
order by
    arm_pair.arm_order,
    investigated.level,
    investigated.soc,
    investigated.term,
    category.category_order,
    investigated.stratum
