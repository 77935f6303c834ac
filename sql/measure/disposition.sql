-- What: who completed and who discontinued the treatment and the study, and for which reason (FDA Table 5).
-- Grain: one row per arm, milestone, status and reason; reason 'any' is the status as a whole.
-- Reads: adsl, arm_size, collected, subject.
with ended as (
    select
        subject.USUBJID,
        subject.arm,
        'treatment' as milestone,
        coalesce(adsl.EOTSTT, '(missing)') as status,
        adsl.DCTREAS as reason
    from subject
    inner join adsl on subject.USUBJID = adsl.USUBJID
    inner join collected on collected.dataset = 'adsl' and collected.variable = 'EOTSTT' and collected.filled > 0
    union all
    select
        subject.USUBJID,
        subject.arm,
        'study' as milestone,
        coalesce(adsl.EOSSTT, '(missing)') as status,
        adsl.DCSREAS as reason
    from subject
    inner join adsl on subject.USUBJID = adsl.USUBJID
    inner join collected on collected.dataset = 'adsl' and collected.variable = 'EOSSTT' and collected.filled > 0
),

outcome as (
    select
        ended.USUBJID,
        ended.arm,
        ended.milestone,
        ended.status,
        'any' as reason
    from ended
    union all
    select
        ended.USUBJID,
        ended.arm,
        ended.milestone,
        ended.status,
        coalesce(ended.reason, '(missing)') as reason
    from ended
    where ended.status = 'DISCONTINUED'
),

item as (
    select distinct
        outcome.milestone,
        outcome.status,
        outcome.reason
    from outcome
)

select
    arm_size.arm,
    item.milestone,
    item.status,
    item.reason,
    count(outcome.USUBJID) as subjects,
    arm_size.arm_subjects,
    100.0 * count(outcome.USUBJID) / nullif(arm_size.arm_subjects, 0) as percent
from arm_size
cross join item
left join outcome
    on
        arm_size.arm = outcome.arm
        and item.milestone = outcome.milestone
        and item.status = outcome.status
        and item.reason = outcome.reason
group by arm_size.arm, arm_size.arm_order, arm_size.arm_subjects, item.milestone, item.status, item.reason
order by
    item.milestone,
    item.status,
    case when item.reason = 'any' then 0 else 1 end,
    item.reason,
    arm_size.arm_order
