-- What: the number of each subject, with what counting asks of it.
-- Grain: one row per subject of the safety set.
-- Reads: subject, subject_stratum.
select
    cast(row_number() over (order by subject.USUBJID) as integer) as subject_id,
    subject.USUBJID,
    subject.arm,
    subject_stratum.stratum,
    subject.timed,
    subject.risk_days
from subject
left join subject_stratum on subject.USUBJID = subject_stratum.USUBJID
