-- What: the subjects behind one number of the flow of participants, with how treatment and study ended.
-- Grain: one row per subject and arm that it is counted in.
-- Reads: arm_member, flow_subject, subject, subject_disposition.
with ended as (
    select
        subject_disposition.USUBJID,
        max(case when subject_disposition.milestone = 'treatment' then subject_disposition.status end) as treatment,
        max(
            case
                when subject_disposition.milestone = 'treatment' and subject_disposition.reason <> 'any'
                    then subject_disposition.reason
            end
        ) as treatment_reason,
        max(case when subject_disposition.milestone = 'study' then subject_disposition.status end) as study,
        max(
            case
                when subject_disposition.milestone = 'study' and subject_disposition.reason <> 'any'
                    then subject_disposition.reason
            end
        ) as study_reason
    from subject_disposition
    group by subject_disposition.USUBJID
)

select
    flow_subject.USUBJID,
    flow_subject.arm,
    subject.exposure_days,
    coalesce(ended.treatment_reason, ended.treatment) as treatment_end,
    coalesce(ended.study_reason, ended.study) as study_end
from flow_subject
left join subject on flow_subject.USUBJID = subject.USUBJID
left join ended on flow_subject.USUBJID = ended.USUBJID
where
    flow_subject.arm in (select arm_member.member from arm_member where arm_member.arm = $arm)
    and flow_subject.stage || ': ' || flow_subject.item || ': ' || flow_subject.reason = $category
order by flow_subject.USUBJID
