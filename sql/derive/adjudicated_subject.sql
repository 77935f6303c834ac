-- What: what the committee says of each subject, once per event: decision, worst grade, first onset, outcome.
-- Grain: one row per subject and event of special interest with at least one case.
-- Reads: adjudicated_event.
with ranked as (
    select
        adjudicated_event.USUBJID,
        adjudicated_event.arm,
        adjudicated_event.event,
        adjudicated_event.reported,
        adjudicated_event.investigator_grade,
        adjudicated_event.decision,
        adjudicated_event.committee_grade,
        adjudicated_event.onset_day,
        adjudicated_event.outcome,
        -- The cases that decide: confirmed and related before confirmed, not confirmed, undecided; of those the worst.
        max(adjudicated_event.decision_rank) over subject_event as worst_rank,
        adjudicated_event.decision_rank,
        row_number() over (
            partition by adjudicated_event.USUBJID, adjudicated_event.event
            order by
                adjudicated_event.decision_rank desc,
                coalesce(adjudicated_event.committee_grade, 0) desc,
                coalesce(adjudicated_event.onset_day, 0) desc,
                adjudicated_event.ADJSEQ desc,
                adjudicated_event.outcome desc
        ) as place
    from adjudicated_event
    window subject_event as (partition by adjudicated_event.USUBJID, adjudicated_event.event)
)

select
    ranked.USUBJID,
    ranked.arm,
    ranked.event,
    count(*) as cases,
    max(case when ranked.place = 1 then ranked.decision end) as decision,
    max(case when ranked.decision_rank = ranked.worst_rank then ranked.committee_grade end) as committee_grade,
    min(case when ranked.decision_rank = ranked.worst_rank then ranked.onset_day end) as first_onset_day,
    -- The outcome is that of the worst case, the latest where several are equally bad.
    max(case when ranked.place = 1 then ranked.outcome end) as outcome,
    max(case when ranked.reported then 1 else 0 end) = 1 as reported,
    max(ranked.investigator_grade) as investigator_grade
from ranked
group by ranked.USUBJID, ranked.arm, ranked.event
