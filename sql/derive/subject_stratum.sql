-- What: the stratum of each subject, where the study names strata.
-- Grain: one row per subject of the safety set; none where the study names no strata.
-- Reads: adsl_value, study, subject.
select
    subject.USUBJID,
    subject.arm,
    -- Subjects without a value are a stratum of their own: none is left out.
    coalesce(adsl_value.value, '(missing)') as stratum
from subject
inner join adsl_value on subject.USUBJID = adsl_value.USUBJID
inner join study on adsl_value.variable = study.strata
