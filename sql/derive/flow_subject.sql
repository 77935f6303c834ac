-- What: the stages that each subject reached: randomised, treated, analysed, and how treatment and study ended.
-- Grain: one row per subject, stage, item and reason.
-- Reads: adsl, analysis_set, analysis_subject, flow, study, subject_disposition.
-- Without rows in flow there is no row.
with randomised as (
    select
        analysis_subject.USUBJID,
        analysis_subject.arm
    from flow
    inner join analysis_subject on flow.analysis_set = analysis_subject.analysis_set
)

select
    cast(2 as bigint) as stage_order,
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
