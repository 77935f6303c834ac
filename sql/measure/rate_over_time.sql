-- What: the times to the first event of each curve by arm; the rates by interval of time are made of these.
-- Grain: one row per curve, arm and timed subject, one without a day for an arm of none; Python makes one row per
-- curve, arm and interval.
-- Reads: arm, arm_member, curve, study, time_to_event.
select
    curve.curve,
    arm.arm,
    time_to_event.day,
    coalesce(time_to_event.status = 1, false) as happened,
    study.days_per_year
from curve
cross join arm
inner join arm_member on arm.arm = arm_member.arm
cross join study
left join time_to_event on curve.curve = time_to_event.curve and arm_member.member = time_to_event.arm
order by curve.curve_order, arm.arm_order, time_to_event.USUBJID
