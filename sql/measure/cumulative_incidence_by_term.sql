-- What: first events of each term within the time at risk, and ends of that time, which make the cumulative incidences.
-- Grain: one row per arm, term and day, of first events and of ends, with how many subjects; one without a term for the
-- ends of all timed subjects. Python makes one row per arm, term and week.
-- Reads: arm, arm_member, category_bit, death_in_time, first_event, subject_key, term_key.
-- Days are counted, not subjects: at a million records a third as many rows, at ten million hardly more. They are added
-- up by the numbers of the terms, and then get their names: at a million records a third of the processor time less.
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
),

-- An event after the end of the time at risk is none there.
happened as (
    select
        followed.arm,
        had.term_id,
        had.day,
        followed.risk_days,
        followed.died_at_risk,
        count(*) as subjects
    from followed
    inner join had on followed.subject_id = had.subject_id and followed.risk_days >= had.day
    group by grouping sets (
        (followed.arm, had.term_id, had.day),
        (followed.arm, had.term_id, followed.risk_days, followed.died_at_risk)
    )
),

counted as (
    select
        happened.arm,
        happened.term_id,
        happened.day is not null as begun,
        coalesce(happened.day, happened.risk_days) as day,
        coalesce(happened.died_at_risk, false) as died,
        happened.subjects
    from happened
    union all
    select
        followed.arm,
        cast(null as integer) as term_id,
        false as begun,
        followed.risk_days as day,
        followed.died_at_risk as died,
        count(*) as subjects
    from followed
    group by followed.arm, followed.risk_days, followed.died_at_risk
),

summed as (
    select
        arm.arm,
        arm.arm_order,
        counted.term_id,
        counted.begun,
        counted.day,
        counted.died,
        sum(counted.subjects) as subjects
    from counted
    inner join arm_member on counted.arm = arm_member.member
    inner join arm on arm_member.arm = arm.arm
    group by arm.arm, arm.arm_order, counted.term_id, counted.begun, counted.day, counted.died
)

select
    summed.arm,
    summed.term_id,
    term_key.level,
    term_key.soc,
    term_key.term,
    summed.begun,
    summed.day,
    summed.died,
    cast(summed.subjects as bigint) as subjects
from summed
left join term_key on summed.term_id = term_key.term_id
order by summed.arm_order, summed.term_id, summed.begun, summed.day, summed.died
