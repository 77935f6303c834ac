-- What: each arm against the comparator: the counts of deaths that differences, ratios and tests are made of.
-- Grain: one row per arm other than the comparator and item of the table deaths.
-- Reads: arm_pair, deaths.
select
    arm_pair.arm,
    arm_pair.comparator,
    investigated.item,
    investigated.label,
    investigated.item_order,
    investigated.subjects,
    investigated.arm_subjects,
    compared.subjects as comparator_subjects,
    compared.arm_subjects as comparator_arm_subjects
from arm_pair
inner join deaths as investigated on arm_pair.arm = investigated.arm
inner join deaths as compared on arm_pair.comparator = compared.arm and investigated.item = compared.item
order by investigated.item_order, investigated.item, arm_pair.arm_order
