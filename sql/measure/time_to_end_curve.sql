-- What: the times to the end of treatment and of follow-up by arm; the Kaplan-Meier curves are made of these.
-- Grain: one row per milestone and timed subject; Python makes one row per milestone, arm and day.
-- Reads: arm, arm_member, time_to_end.
select
    time_to_end.milestone,
    arm.arm,
    time_to_end.day,
    time_to_end.ended
from time_to_end
inner join arm_member on time_to_end.arm = arm_member.member
inner join arm on arm_member.arm = arm.arm
order by time_to_end.milestone, arm.arm_order, time_to_end.USUBJID
