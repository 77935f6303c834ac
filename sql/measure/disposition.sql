-- What: who completed and who discontinued the treatment and the study, and for which reason (FDA Table 5).
-- Grain: one row per arm, milestone, status and reason; reason 'any' is the status as a whole.
-- Reads: arm_member, arm_size, subject_disposition.
with item as (
    select distinct
        subject_disposition.milestone,
        subject_disposition.status,
        subject_disposition.reason
    from subject_disposition
)

select
    arm_size.arm,
    item.milestone,
    item.status,
    item.reason,
    count(subject_disposition.USUBJID) as subjects,
    arm_size.arm_subjects,
    100.0 * count(subject_disposition.USUBJID) / nullif(arm_size.arm_subjects, 0) as percent
from arm_size
inner join arm_member on arm_size.arm = arm_member.arm
cross join item
left join subject_disposition
    on
        arm_member.member = subject_disposition.arm
        and item.milestone = subject_disposition.milestone
        and item.status = subject_disposition.status
        and item.reason = subject_disposition.reason
group by arm_size.arm, arm_size.arm_order, arm_size.arm_subjects, item.milestone, item.status, item.reason
order by
    item.milestone,
    item.status,
    case when item.reason = 'any' then 0 else 1 end,
    item.reason,
    arm_size.arm_order
