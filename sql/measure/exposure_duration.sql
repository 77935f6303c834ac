-- What: how many subjects were treated for at least so many months (FDA Table 6).
-- Grain: one row per arm and threshold.
-- Reads: arm_member, arm_size, exposure_threshold, study, subject.
select
    arm_size.arm,
    exposure_threshold.months,
    count(subject.USUBJID) as subjects,
    arm_size.arm_subjects,
    100.0 * count(subject.USUBJID) / nullif(arm_size.arm_subjects, 0) as percent
from arm_size
inner join arm_member on arm_size.arm = arm_member.arm
cross join exposure_threshold
cross join study
left join subject
    on
        arm_member.member = subject.arm
        and subject.exposure_days >= exposure_threshold.months * study.days_per_month
group by arm_size.arm, arm_size.arm_order, arm_size.arm_subjects, exposure_threshold.months
order by exposure_threshold.months, arm_size.arm_order
