-- What: the days of exposure and at risk of each arm of the data, of the subjects who are timed.
-- Grain: one row per arm of the data.
-- Reads: arm, subject.
select
    arm.arm,
    cast(count(subject.USUBJID) as bigint) as arm_subjects,
    cast(sum(case when subject.timed then 1 else 0 end) as bigint) as timed_arm_subjects,
    cast(sum(case when subject.timed then subject.exposure_days else 0 end) as bigint) as exposure_days,
    cast(sum(case when subject.timed then subject.risk_days else 0 end) as bigint) as risk_days
from arm
left join subject on arm.arm = subject.arm
where not arm.pooled
group by arm.arm, arm.arm_order
order by arm.arm_order
