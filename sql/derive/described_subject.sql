-- What: who is in each population whose characteristics are described, that of safety among them, and in which arm.
-- Grain: one row per population and subject.
-- Reads: analysis_subject, subject.
select
    'safety' as analysis_set,
    subject.USUBJID,
    subject.arm
from subject
union all
select
    analysis_subject.analysis_set,
    analysis_subject.USUBJID,
    analysis_subject.arm
from analysis_subject
where analysis_subject.analysis_set <> 'safety'
