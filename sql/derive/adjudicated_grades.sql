-- What: the investigator's worst grade and what the committee says, of each subject.
-- Grain: one row per subject and event of special interest with at least one case.
-- Reads: adjudicated_subject.
select
    adjudicated_subject.USUBJID,
    adjudicated_subject.arm,
    adjudicated_subject.event,
    case
        when adjudicated_subject.investigator_grade is not null
            then cast(adjudicated_subject.investigator_grade as varchar)
        when adjudicated_subject.reported then 'missing'
        else 'no report'
    end as investigator,
    case
        when adjudicated_subject.decision <> 'related' then adjudicated_subject.decision
        else coalesce(cast(adjudicated_subject.committee_grade as varchar), 'missing')
    end as committee
from adjudicated_subject
