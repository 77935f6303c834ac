-- What: each arm against the comparator: the counts that the odds ratio is made of.
-- Grain: one row per arm other than the comparator, level, term and category that a subject of either arm had.
-- Reads: arm_pair, category, incidence.
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
    compared.arm_subjects as comparator_arm_subjects
from arm_pair
inner join incidence as investigated on arm_pair.arm = investigated.arm
inner join incidence as compared
    on
        arm_pair.comparator = compared.arm
        and investigated.level = compared.level
        and investigated.soc = compared.soc
        and investigated.term = compared.term
        and investigated.category = compared.category
inner join category on investigated.category = category.category
where investigated.subjects + compared.subjects > 0
order by arm_pair.arm_order, investigated.level, investigated.soc, investigated.term, category.category_order
