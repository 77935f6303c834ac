-- What: the preferred terms of each comparison, whose p-values are adjusted for how many terms are looked at.
-- Grain: one row per arm and preferred term that a subject of the arm or of the comparator had.
-- Reads: arm, comparison.
select
    comparison.arm,
    comparison.comparator,
    comparison.soc,
    comparison.term,
    comparison.subjects,
    comparison.arm_subjects,
    comparison.comparator_subjects,
    comparison.comparator_arm_subjects,
    comparison.risk_difference,
    comparison.p_value
from comparison
inner join arm on comparison.arm = arm.arm
where
    comparison.level = 'PT'
    and comparison.category = 'any'
    -- A term that neither arm had is not a test.
    and comparison.subjects + comparison.comparator_subjects > 0
order by arm.arm_order, comparison.soc, comparison.term
