-- What: the times to the end of treatment and of follow-up by arm; their quartiles are made of these.
-- Grain: one row per milestone and timed subject; Python makes one row per milestone, arm and quartile.
-- Reads: arm, time_to_end.
select
    time_to_end.milestone,
    time_to_end.arm,
    time_to_end.day,
    time_to_end.ended
from time_to_end
inner join arm on time_to_end.arm = arm.arm
order by time_to_end.milestone, arm.arm_order, time_to_end.USUBJID
