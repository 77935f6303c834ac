-- What: what each subject had, once per level, term and category: events, the first day, whether the subject counts.
-- Grain: one row per subject, level, term and category with at least one event.
-- Reads: adverse_event, category, record_category, record_term, subject.
with happened as (
    select
        record_term.USUBJID,
        record_term.level,
        record_term.soc,
        record_term.term,
        record_category.category,
        count(*) as events,
        -- A missing start, or one before the first dose (a worsened event), is taken at the first dose: no time at
        -- risk is invented.
        min(greatest(coalesce(adverse_event.start_day, 1), 1)) as first_day
    from record_term
    inner join record_category
        on record_term.source_row = record_category.source_row
    inner join adverse_event
        on record_term.source_row = adverse_event.source_row
    inner join category on record_category.category = category.category
    where category.every_level or record_term.level = 'any'
    group by
        record_term.USUBJID,
        record_term.level,
        record_term.soc,
        record_term.term,
        record_category.category
),

ranked as (
    -- Grades are one scale: a subject counts at the worst grade only. Categories without a scale count on their own.
    select
        happened.USUBJID,
        happened.level,
        happened.soc,
        happened.term,
        happened.category,
        happened.events,
        happened.first_day,
        category.scale,
        category.scale_rank,
        max(category.scale_rank) over (
            partition by happened.USUBJID, happened.level, happened.soc, happened.term, category.scale
        ) as worst_rank
    from happened
    inner join category on happened.category = category.category
)

select
    ranked.USUBJID,
    subject.arm,
    ranked.level,
    ranked.soc,
    ranked.term,
    ranked.category,
    ranked.events,
    -- An onset is never moved: an event after the end of the risk period stays on its day, and there the subject is
    -- censored in what is counted over the time at risk.
    ranked.first_day,
    subject.risk_days,
    subject.timed,
    subject.timed and ranked.first_day <= subject.risk_days as in_risk,
    ranked.scale is null or ranked.scale_rank = ranked.worst_rank as counted
from ranked
inner join subject on ranked.USUBJID = subject.USUBJID
