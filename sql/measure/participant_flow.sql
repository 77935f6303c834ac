-- What: how many subjects were screened, randomised, treated and analysed, and how treatment and study ended (CONSORT).
-- Grain: one row per stage, item, reason and arm; of the screened one row without an arm.
-- Reads: adsl, analysis_set, analysis_subject, arm, arm_member, flow, study, subject_disposition.
-- Without rows in flow there is no row.
with randomised as (
    select
        analysis_subject.USUBJID,
        analysis_subject.arm
    from flow
    inner join analysis_subject on flow.analysis_set = analysis_subject.analysis_set
),

reached as (
    select
        2 as stage_order,
        'randomised' as stage,
        0 as item_order,
        'any' as item,
        'Randomised' as label,
        'any' as reason,
        randomised.USUBJID,
        randomised.arm
    from randomised
    union all
    select
        3 as stage_order,
        'treated' as stage,
        case when adsl.TRTSDT <= coalesce(study.counted_until, adsl.TRTSDT) then 0 else 1 end as item_order,
        case when adsl.TRTSDT <= coalesce(study.counted_until, adsl.TRTSDT) then 'yes' else 'no' end as item,
        case when adsl.TRTSDT <= coalesce(study.counted_until, adsl.TRTSDT) then 'Treated' else 'Not treated' end
            as label,
        'any' as reason,
        randomised.USUBJID,
        randomised.arm
    from randomised
    inner join adsl on randomised.USUBJID = adsl.USUBJID
    cross join study
    union all
    select
        4 as stage_order,
        'population' as stage,
        analysis_set.analysis_set_order as item_order,
        analysis_set.analysis_set as item,
        analysis_set.label,
        'any' as reason,
        analysis_subject.USUBJID,
        analysis_subject.arm
    from flow
    cross join analysis_set
    inner join analysis_subject on analysis_set.analysis_set = analysis_subject.analysis_set
    union all
    select
        case when subject_disposition.milestone = 'treatment' then 5 else 6 end as stage_order,
        subject_disposition.milestone as stage,
        case
            when subject_disposition.status = 'COMPLETED' then 0
            when subject_disposition.status = 'ONGOING' then 1
            when subject_disposition.status = 'DISCONTINUED' then 2
            else 3
        end as item_order,
        subject_disposition.status as item,
        upper(substr(subject_disposition.status, 1, 1)) || lower(substr(subject_disposition.status, 2)) as label,
        subject_disposition.reason,
        randomised.USUBJID,
        randomised.arm
    from randomised
    inner join subject_disposition on randomised.USUBJID = subject_disposition.USUBJID
),

item as (
    select distinct
        reached.stage_order,
        reached.stage,
        reached.item_order,
        reached.item,
        reached.label,
        reached.reason
    from reached
),

size as (
    select
        arm.arm,
        arm.arm_order,
        count(randomised.USUBJID) as arm_subjects
    from arm
    inner join arm_member on arm.arm = arm_member.arm
    left join randomised on arm_member.member = randomised.arm
    group by arm.arm, arm.arm_order
),

counted as (
    select
        reached.stage,
        reached.item,
        reached.reason,
        arm_member.arm,
        count(*) as subjects
    from reached
    inner join arm_member on reached.arm = arm_member.member
    group by reached.stage, reached.item, reached.reason, arm_member.arm
),

in_data as (
    select count(distinct adsl.USUBJID) as subjects
    from adsl
),

in_trial as (
    select count(*) as subjects
    from randomised
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
