-- What: every event of a curve, recurrences included, and each subject's time at risk; the means are made of these.
-- Grain: one row per curve, timed subject and event within its time at risk, one without a day for a subject of none;
-- Python makes one row per curve, arm and day. Adjudicated cases are counted once a subject, in the other curves alone.
-- Reads: arm, arm_member, curve, event_term, profile_category, subject_key, term_key.
-- By numbers, not names: at a million records half of the time.
with asked as (
    select
        curve.curve,
        term_key.term_id,
        profile_category.profile_id
    from curve
    inner join term_key on curve.level = term_key.level and upper(curve.term) = upper(term_key.term)
    inner join profile_category on curve.category = profile_category.category
),

event as (
    select
        asked.curve,
        event_term.subject_id,
        event_term.day
    from asked
    inner join event_term on asked.term_id = event_term.term_id and asked.profile_id = event_term.profile_id
)

select
    curve.curve,
    arm.arm,
    subject_key.subject_id,
    cast(subject_key.risk_days as integer) as risk_days,
    event.day
from curve
cross join subject_key
inner join arm_member on subject_key.arm = arm_member.member
inner join arm on arm_member.arm = arm.arm
-- An event after the end of the time at risk is not counted, and its day is not moved.
left join event
    on
        curve.curve = event.curve
        and subject_key.subject_id = event.subject_id
        and subject_key.risk_days >= event.day
where curve.level <> 'adjudicated' and subject_key.timed
order by curve.curve_order, arm.arm_order, subject_key.subject_id, event.day
