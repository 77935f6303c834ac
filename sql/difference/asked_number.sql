-- What: the numbers whose records are asked for: of cells that moved, both arms of a comparison; a few always.
-- Grain: one row per kind of number, number and arm.
-- Reads: always_number, moved_cell, new_arm_member, old_arm_member.
select
    moved_cell.opens,
    moved_cell.number,
    moved_cell.arm
from moved_cell
where moved_cell.opens is not null and moved_cell.arm is not null
union
select
    moved_cell.opens,
    moved_cell.number,
    moved_cell.comparator as arm
from moved_cell
where moved_cell.opens is not null and moved_cell.comparator is not null
union
select
    always_number.opens,
    always_number.number,
    old_arm_member.arm
from always_number
cross join old_arm_member
union
select
    always_number.opens,
    always_number.number,
    new_arm_member.arm
from always_number
cross join new_arm_member
