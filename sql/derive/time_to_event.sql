-- What: the day on which each subject had the first event of a curve, died, or left the risk period.
-- Grain: one row per curve and subject of the safety set. status: 1 = the event, 2 = died without it, 0 = neither.
-- Reads: curve, subject, subject_term.
with first_event as (
    select
        curve.curve,
        subject_term.USUBJID,
        min(subject_term.first_day) as first_day
    from curve
    inner join subject_term
        on
            curve.level = subject_term.level
            and curve.category = subject_term.category
            and upper(curve.term) = upper(subject_term.term)
    -- A worst-grade category is an event at its first record of that grade.
    where subject_term.counted
    group by curve.curve, subject_term.USUBJID
)

select
    curve.curve,
    subject.USUBJID,
    subject.arm,
    coalesce(first_event.first_day, subject.risk_days) as day,
    case
        when first_event.first_day is not null then 1
        when subject.died and subject.death_date <= subject.risk_end then 2
        else 0
    end as status
from curve
cross join subject
left join first_event on curve.curve = first_event.curve and subject.USUBJID = first_event.USUBJID
where subject.risk_days is not null
