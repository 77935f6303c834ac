-- What: each arm against the comparator: the counts that the odds ratio is made of.
-- Grain: one row per arm other than the comparator, level, term and category that a subject of either arm had.
-- Reads: arm_pair, category, comparison.
select
    comparison.arm,
    comparison.comparator,
    comparison.level,
    comparison.soc,
    comparison.term,
    comparison.category,
    comparison.subjects,
    comparison.arm_subjects,
    comparison.comparator_subjects,
    comparison.comparator_arm_subjects
from comparison
inner join arm_pair on comparison.arm = arm_pair.arm
inner join category on comparison.category = category.category
where comparison.subjects + comparison.comparator_subjects > 0
order by arm_pair.arm_order, comparison.level, comparison.soc, comparison.term, category.category_order
