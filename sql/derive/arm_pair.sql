-- What: which arms are compared: each of them beside the comparator.
-- Grain: one row per arm other than the comparator; none in a study without one.
-- Reads: arm.
select
    arm.arm,
    comparator.arm as comparator,
    arm.arm_order
from arm
cross join arm as comparator
where arm.role <> 'comparator' and comparator.role = 'comparator'
