-- What: the subjects behind one number of the disposition, with the reason recorded.
-- Grain: one row per subject.
-- Reads: arm_member, subject, subject_disposition.
select
    subject.USUBJID,
    subject.arm,
    subject.first_dose,
    subject.last_dose,
    subject.exposure_days,
    subject_disposition.milestone,
    subject_disposition.status,
    recorded.reason as recorded
from subject_disposition
inner join subject on subject_disposition.USUBJID = subject.USUBJID
left join subject_disposition as recorded
    on
        subject_disposition.USUBJID = recorded.USUBJID
        and subject_disposition.milestone = recorded.milestone
        and recorded.reason <> 'any'
where
    subject_disposition.arm in (select arm_member.member from arm_member where arm_member.arm = $arm)
    and subject_disposition.milestone = $milestone
    and subject_disposition.status = $status
    and subject_disposition.reason = $category
order by subject.USUBJID
