-- What: which arms are compared: each beside the comparator, but for those that have subjects in common with it.
-- Grain: one row per arm that is compared with the comparator; none in a study without one.
-- Reads: arm, arm_member.
-- The tests and intervals are of independent groups: no subject may stand on both sides.
with overlap as (
    select distinct
        arm_member.arm,
        other.arm as other
    from arm_member
    inner join arm_member as other on arm_member.member = other.member
)

select
    arm.arm,
    comparator.arm as comparator,
    arm.arm_order
from arm
cross join arm as comparator
left join overlap on arm.arm = overlap.arm and comparator.arm = overlap.other
where arm.role not in ('comparator', 'total') and comparator.role = 'comparator' and overlap.arm is null
