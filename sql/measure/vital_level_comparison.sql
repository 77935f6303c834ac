-- What: each arm against the comparator: the counts of levels reached that differences, ratios and tests are made of.
-- Grain: one row per arm other than the comparator and level of the table vital_level.
-- Reads: arm_pair, vital_level.
select
    arm_pair.arm,
    arm_pair.comparator,
    investigated.topic,
    investigated.level_order,
    investigated.label,
    investigated.subjects,
    investigated.subjects_with_data as arm_subjects,
    compared.subjects as comparator_subjects,
    compared.subjects_with_data as comparator_arm_subjects
from arm_pair
inner join vital_level as investigated on arm_pair.arm = investigated.arm
inner join vital_level as compared
    on
        arm_pair.comparator = compared.arm
        and investigated.topic = compared.topic
        and investigated.level_order = compared.level_order
order by investigated.topic, investigated.level_order, arm_pair.arm_order
