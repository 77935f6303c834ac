-- What: what each subject counts as in tables of adjudicated events: decision, onset, outcome, treatment, grades.
-- Grain: one row per subject, event of special interest and item.
-- Reads: adjudicated_grades, adjudicated_subject, adjudicated_subject_category, treatment_given.
with related as (
    select
        adjudicated_subject.USUBJID,
        adjudicated_subject.arm,
        adjudicated_subject.event,
        adjudicated_subject.first_onset_day,
        adjudicated_subject.outcome
    from adjudicated_subject
    where adjudicated_subject.decision = 'related'
)

select
    adjudicated_subject_category.USUBJID,
    adjudicated_subject_category.arm,
    adjudicated_subject_category.event,
    adjudicated_subject_category.category as item
from adjudicated_subject_category
union all
select
    related.USUBJID,
    related.arm,
    related.event,
    'first onset known' as item
from related
where related.first_onset_day is not null
union all
select
    related.USUBJID,
    related.arm,
    related.event,
    'outcome: ' || related.outcome as item
from related
union all
select
    related.USUBJID,
    related.arm,
    related.event,
    'given: ' || treatment_given.treatment as item
from related
inner join treatment_given on related.USUBJID = treatment_given.USUBJID
union all
select
    adjudicated_grades.USUBJID,
    adjudicated_grades.arm,
    adjudicated_grades.event,
    'investigator: ' || adjudicated_grades.investigator || ', committee: ' || adjudicated_grades.committee as item
from adjudicated_grades
union all
select
    adjudicated_grades.USUBJID,
    adjudicated_grades.arm,
    adjudicated_grades.event,
    'investigator: ' || adjudicated_grades.investigator as item
from adjudicated_grades
union all
select
    adjudicated_grades.USUBJID,
    adjudicated_grades.arm,
    adjudicated_grades.event,
    'committee: ' || adjudicated_grades.committee as item
from adjudicated_grades
