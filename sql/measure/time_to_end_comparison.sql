-- What: the times to the end of treatment and of follow-up of each arm and of the comparator, to be tested.
-- Grain: one row per milestone, arm and timed subject of the arm or the comparator; Python makes one row per milestone
-- and arm.
-- Reads: arm_member, arm_pair, time_to_end.
select
    time_to_end.milestone,
    arm_pair.arm,
    arm_pair.comparator,
    case when arm_member.arm = arm_pair.arm then 1 else 2 end as arm_number,
    time_to_end.day,
    time_to_end.ended
from arm_pair
inner join arm_member on arm_member.arm in (arm_pair.arm, arm_pair.comparator)
inner join time_to_end on arm_member.member = time_to_end.arm
order by time_to_end.milestone, arm_pair.arm_order, time_to_end.USUBJID
