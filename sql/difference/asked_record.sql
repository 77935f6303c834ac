-- What: the records that may have moved a number: those that are not the same in both cuts, or not in the same numbers.
-- Grain: one row per record.
-- Reads: new_arm_member, new_profile, old_arm_member, old_profile, record_pair.
-- Where arms are pooled otherwise, any record may be in other numbers.
with pooled_otherwise as (
    select
        old_arm_member.arm,
        old_arm_member.member
    from old_arm_member
    full outer join new_arm_member
        on old_arm_member.arm = new_arm_member.arm and old_arm_member.member = new_arm_member.member
    where old_arm_member.arm is null or new_arm_member.arm is null
)

select
    record_pair.dataset,
    record_pair.old_row,
    record_pair.new_row
from record_pair
left join old_profile on record_pair.dataset = old_profile.dataset and record_pair.old_row = old_profile.row_id
left join new_profile on record_pair.dataset = new_profile.dataset and record_pair.new_row = new_profile.row_id
where
    (old_profile.row_id is not null or new_profile.row_id is not null)
    and (
        record_pair.change <> 'same'
        or old_profile.numbers is distinct from new_profile.numbers
        or exists (select 1 as one from pooled_otherwise)
    )
