-- What: how many subjects of the safety set each arm has: the denominator of every percentage.
-- Grain: one row per arm.
-- Reads: arm, arm_member, subject.
select
    arm.arm,
    arm.label,
    arm.arm_order,
    count(subject.USUBJID) as arm_subjects
from arm
inner join arm_member on arm.arm = arm_member.arm
left join subject on arm_member.member = subject.arm
group by arm.arm, arm.label, arm.arm_order
