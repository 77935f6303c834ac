-- What: each arm against the comparator within the strata that the study names; the pooled estimates are made of these.
-- Grain: one row per arm, level, term, category and stratum; Python pools the strata of a term into one row.
-- Reads: category, stratum_pair.
select
    stratum_pair.arm,
    stratum_pair.comparator,
    stratum_pair.level,
    stratum_pair.soc,
    stratum_pair.term,
    stratum_pair.category,
    stratum_pair.stratum,
    stratum_pair.subjects,
    stratum_pair.stratum_subjects as arm_subjects,
    stratum_pair.comparator_subjects,
    stratum_pair.comparator_stratum_subjects as comparator_arm_subjects
from stratum_pair
inner join category on stratum_pair.category = category.category
order by
    stratum_pair.arm_order,
    stratum_pair.level,
    stratum_pair.soc,
    stratum_pair.term,
    category.category_order,
    stratum_pair.stratum
