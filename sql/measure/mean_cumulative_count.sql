-- What: every event of a curve, recurrences included, and each subject's time at risk; the means are made of these.
-- Grain: one row per curve, timed subject and event within its time at risk, one without a day for a subject of none;
-- Python makes one row per curve, arm and day. Adjudicated cases are counted once a subject, in the other curves alone.
-- Reads: arm, arm_member, curve, event_key, record_category, record_term, subject.
with timed as (
    -- Python needs to know which events are of one subject, not which subject: a number takes less room than a name.
    select
        subject.USUBJID,
        subject.arm,
        subject.risk_days,
        row_number() over (order by subject.USUBJID) as subject_number
    from subject
    where subject.timed
),

event as (
    select
        curve.curve,
        record_term.USUBJID,
        event_key.day
    from curve
    inner join record_term on curve.level = record_term.level and upper(curve.term) = upper(record_term.term)
    inner join record_category
        on curve.category = record_category.category and record_term.source_row = record_category.source_row
    inner join event_key on record_term.source_row = event_key.source_row
)

select
    curve.curve,
    arm.arm,
    timed.subject_number,
    timed.risk_days,
    event.day
from curve
cross join timed
inner join arm_member on timed.arm = arm_member.member
inner join arm on arm_member.arm = arm.arm
-- An event after the end of the time at risk is not counted, and its day is not moved.
left join event
    on
        curve.curve = event.curve
        and timed.USUBJID = event.USUBJID
        and timed.risk_days >= event.day
where curve.level <> 'adjudicated'
order by curve.curve_order, arm.arm_order, timed.subject_number, event.day
