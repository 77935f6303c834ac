-- What: the categories that each subject counts in, by the committee's decision and worst grade, at any time.
-- Grain: one row per subject, event of special interest and category.
-- Reads: adjudicated_category, adjudicated_subject.
select
    adjudicated_subject.USUBJID,
    adjudicated_subject.arm,
    adjudicated_subject.event,
    adjudicated_category.category,
    adjudicated_subject.first_onset_day
from adjudicated_subject
inner join adjudicated_category
    on
        (adjudicated_category.decision is null or adjudicated_subject.decision = adjudicated_category.decision)
        and (
            adjudicated_category.at_least is null
            -- A grade that is missing is its own category, never guessed.
            or coalesce(adjudicated_subject.committee_grade, 0)
            between adjudicated_category.at_least and adjudicated_category.at_most
        )
