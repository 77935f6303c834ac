-- What: the deaths, and the serious and the fatal events, that one cut alone counts, whatever the arm.
-- Grain: one row per number and record.
-- Reads: always_number, new_arm_member, new_opened, old_arm_member, old_opened, record_pair.
with counted as (
    select distinct
        'old' as cut,
        old_opened.opens,
        old_opened.number,
        record_pair.change,
        record_pair.old_row,
        record_pair.new_row
    from old_opened
    inner join always_number on old_opened.opens = always_number.opens and old_opened.number = always_number.number
    inner join record_pair on old_opened.dataset = record_pair.dataset and old_opened.row_id = record_pair.old_row
    where old_opened.arm in (select old_arm_member.member from old_arm_member)
    union all
    select distinct
        'new' as cut,
        new_opened.opens,
        new_opened.number,
        record_pair.change,
        record_pair.old_row,
        record_pair.new_row
    from new_opened
    inner join always_number on new_opened.opens = always_number.opens and new_opened.number = always_number.number
    inner join record_pair on new_opened.dataset = record_pair.dataset and new_opened.row_id = record_pair.new_row
    where new_opened.arm in (select new_arm_member.member from new_arm_member)
)

select
    min(counted.cut) as cut,
    counted.opens,
    counted.number,
    counted.change,
    counted.old_row,
    counted.new_row
from counted
group by counted.opens, counted.number, counted.change, counted.old_row, counted.new_row
having count(*) = 1
