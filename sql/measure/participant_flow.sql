-- What: how many subjects were screened, randomised, treated and analysed, and how treatment and study ended (CONSORT).
-- Grain: one row per stage, item, reason and arm; of the screened one row without an arm.
-- Reads: adsl, arm, arm_member, flow, flow_subject.
-- Without rows in flow there is no row.
with item as (
    select distinct
        flow_subject.stage_order,
        flow_subject.stage,
        flow_subject.item_order,
        flow_subject.item,
        flow_subject.label,
        flow_subject.reason
    from flow_subject
),

size as (
    select
        arm.arm,
        arm.arm_order,
        count(flow_subject.USUBJID) as arm_subjects
    from arm
    inner join arm_member on arm.arm = arm_member.arm
    left join flow_subject on arm_member.member = flow_subject.arm and flow_subject.stage = 'randomised'
    group by arm.arm, arm.arm_order
),

counted as (
    select
        flow_subject.stage,
        flow_subject.item,
        flow_subject.reason,
        arm_member.arm,
        count(*) as subjects
    from flow_subject
    inner join arm_member on flow_subject.arm = arm_member.member
    group by flow_subject.stage, flow_subject.item, flow_subject.reason, arm_member.arm
),

in_data as (
    select count(distinct adsl.USUBJID) as subjects
    from adsl
),

in_trial as (
    select count(*) as subjects
    from flow_subject
    where flow_subject.stage = 'randomised'
),

shown as (
    select
        1 as stage_order,
        'screened' as stage,
        0 as item_order,
        'any' as item,
        'Screened' as label,
        'any' as reason,
        0 as arm_order,
        cast(null as varchar) as arm,
        coalesce(flow.screened, in_data.subjects) as subjects,
        cast(null as bigint) as arm_subjects
    from flow
    cross join in_data
    cross join in_trial
    -- Without a number, and with the randomised alone in the data, nothing is known of the screened.
    where flow.screened is not null or in_data.subjects > in_trial.subjects
    union all
    select
        item.stage_order,
        item.stage,
        item.item_order,
        item.item,
        item.label,
        item.reason,
        size.arm_order,
        size.arm,
        coalesce(counted.subjects, 0) as subjects,
        size.arm_subjects
    from item
    cross join size
    left join counted
        on
            item.stage = counted.stage
            and item.item = counted.item
            and item.reason = counted.reason
            and size.arm = counted.arm
)

select
    shown.stage,
    shown.item,
    shown.label,
    shown.reason,
    shown.arm,
    shown.subjects,
    shown.arm_subjects,
    -- An arm of a population by the treatment received can have more subjects than were randomised to it.
    case
        when shown.subjects <= shown.arm_subjects then 100.0 * shown.subjects / nullif(shown.arm_subjects, 0)
    end as percent
from shown
order by
    shown.stage_order,
    shown.item_order,
    shown.item,
    case when shown.reason = 'any' then 0 else 1 end,
    shown.reason,
    shown.arm_order
