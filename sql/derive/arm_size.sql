-- What: how many subjects of the safety set each arm has: the denominator of every percentage.
-- Grain: one row per arm.
-- Reads: arm, subject.
select
    arm.arm,
    arm.label,
    arm.arm_order,
    count(subject.USUBJID) as arm_subjects
from arm
left join subject on arm.arm = subject.arm
group by arm.arm, arm.label, arm.arm_order
