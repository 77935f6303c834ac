-- What: the first event of each term within each subject's time at risk; the cumulative incidences are made of these.
-- Grain: one row per timed subject and term that it had, one without a term for a subject of none; Python makes one row
-- per arm, term and week.
-- Reads: arm, arm_member, category_bit, death_in_time, first_event, subject_key, term_key.
-- Numbers of subjects and terms are sorted and grouped, not their names: at a million records a third of the time.
with had as (
    select
        first_event.subject_id,
        first_event.term_id,
        first_event.day
    from first_event
    inner join category_bit
        on first_event.word = category_bit.word and first_event.categories & category_bit.bit <> 0
    inner join term_key on first_event.term_id = term_key.term_id
    where category_bit.category = 'any' and term_key.level in ('any', 'SOC', 'PT')
),

followed as (
    select
        subject_key.subject_id,
        subject_key.arm,
        subject_key.risk_days,
        death_in_time.died_at_risk
    from subject_key
    inner join death_in_time on subject_key.USUBJID = death_in_time.USUBJID
    where subject_key.timed
)

select
    arm.arm,
    followed.subject_id,
    followed.risk_days,
    followed.died_at_risk,
    had.term_id,
    term_key.level,
    term_key.soc,
    term_key.term,
    had.day as first_day
from followed
inner join arm_member on followed.arm = arm_member.member
inner join arm on arm_member.arm = arm.arm
left join had on followed.subject_id = had.subject_id and followed.risk_days >= had.day
left join term_key on had.term_id = term_key.term_id
order by arm.arm_order, had.term_id, followed.subject_id
