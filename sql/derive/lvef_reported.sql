-- What: the measured grade of the ejection fraction and the worst grade of each reported term, of each subject.
-- Grain: one row per subject of the safety set and term; term any is all terms together.
-- Reads: adverse_event, lvef_term, lvef_worst, subject.
with term as (
    select
        lvef_term.term,
        lvef_term.term as reported_term
    from lvef_term
    union all
    -- Under all terms together a subject who had two of them is one subject.
    select
        'any' as term,
        lvef_term.term as reported_term
    from lvef_term
),

reported as (
    select
        adverse_event.USUBJID,
        term.term,
        max(coalesce(adverse_event.grade, 0)) as grade
    from adverse_event
    inner join term on upper(adverse_event.AEDECOD) = term.reported_term
    where adverse_event.emergent
    group by adverse_event.USUBJID, term.term
),

name as (
    select distinct term.term
    from term
)

select
    subject.USUBJID,
    subject.arm,
    name.term,
    coalesce(cast(lvef_worst.grade as varchar), 'not measured') as measured,
    case
        when reported.grade is null then 'no report'
        when reported.grade = 0 then 'missing'
        else cast(reported.grade as varchar)
    end as reported
from subject
cross join name
left join lvef_worst on subject.USUBJID = lvef_worst.USUBJID
left join reported on subject.USUBJID = reported.USUBJID and name.term = reported.term
