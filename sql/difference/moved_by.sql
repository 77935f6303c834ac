-- What: the records that moved a number: those that it counts in one cut only, and those in both that have changed.
-- Grain: one row per kind of number, number, arm and record.
-- Reads: asked_number, new_arm_member, new_opened, old_arm_member, old_opened, record_pair.
with old_member as (
    select distinct
        asked_number.opens,
        old_opened.number,
        old_arm_member.arm,
        record_pair.dataset,
        record_pair.record_key,
        record_pair.change,
        record_pair.old_row,
        record_pair.new_row
    from old_opened
    inner join old_arm_member on old_opened.arm = old_arm_member.member
    inner join asked_number
        on
            old_opened.opens = asked_number.opens
            and old_opened.number = asked_number.number
            and old_arm_member.arm = asked_number.arm
    inner join record_pair on old_opened.dataset = record_pair.dataset and old_opened.row_id = record_pair.old_row
),

new_member as (
    select distinct
        asked_number.opens,
        new_opened.number,
        new_arm_member.arm,
        record_pair.dataset,
        record_pair.record_key,
        record_pair.change,
        record_pair.old_row,
        record_pair.new_row
    from new_opened
    inner join new_arm_member on new_opened.arm = new_arm_member.member
    inner join asked_number
        on
            new_opened.opens = asked_number.opens
            and new_opened.number = asked_number.number
            and new_arm_member.arm = asked_number.arm
    inner join record_pair on new_opened.dataset = record_pair.dataset and new_opened.row_id = record_pair.new_row
),

beside as (
    select
        coalesce(new_member.opens, old_member.opens) as opens,
        coalesce(new_member.number, old_member.number) as number,
        coalesce(new_member.arm, old_member.arm) as arm,
        coalesce(new_member.dataset, old_member.dataset) as dataset,
        coalesce(new_member.record_key, old_member.record_key) as record_key,
        coalesce(new_member.change, old_member.change) as change,
        case
            when old_member.number is null then 'entered'
            when new_member.number is null then 'left'
            else 'stayed'
        end as counted,
        coalesce(new_member.old_row, old_member.old_row) as old_row,
        coalesce(new_member.new_row, old_member.new_row) as new_row
    from old_member
    full outer join new_member
        on
            old_member.number = new_member.number
            and old_member.arm = new_member.arm
            and old_member.old_row is not distinct from new_member.old_row
            and old_member.new_row is not distinct from new_member.new_row
)

select beside.*
from beside
where beside.counted <> 'stayed' or beside.change = 'changed'
