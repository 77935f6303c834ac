-- What: the times to the first event of each arm and of the comparator; tests and hazard ratios are made of these.
-- Grain: one row per curve, arm and subject of the arm or the comparator; Python makes one row per curve and arm.
-- Reads: arm_member, arm_pair, curve, time_to_event.
select
    time_to_event.curve,
    arm_pair.arm,
    arm_pair.comparator,
    time_to_event.USUBJID,
    case when arm_member.arm = arm_pair.arm then 1 else 2 end as arm_number,
    time_to_event.day,
    time_to_event.status
from arm_pair
inner join arm_member on arm_member.arm in (arm_pair.arm, arm_pair.comparator)
inner join time_to_event on arm_member.member = time_to_event.arm
inner join curve on time_to_event.curve = curve.curve
order by curve.curve_order, arm_pair.arm_order, time_to_event.USUBJID
