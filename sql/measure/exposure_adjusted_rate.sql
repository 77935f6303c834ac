-- What: subjects and events of each term per patient-year: over the whole exposure, and over the time at risk.
-- Grain: one row per arm, level, term and category.
-- Reads: arm, category, incidence, study, subject, subject_term.
with arm_time as (
    select
        subject.arm,
        sum(subject.patient_years) as patient_years,
        sum(subject.patient_years_at_risk) as patient_years_at_risk
    from subject
    group by subject.arm
),

after_event as (
    -- A subject stops being at risk of a first event on the day of that event.
    select
        subject_term.arm,
        subject_term.level,
        subject_term.soc,
        subject_term.term,
        subject_term.category,
        sum(subject_term.risk_days - subject_term.first_day) as days_after_event
    from subject_term
    where subject_term.counted
    group by
        subject_term.arm,
        subject_term.level,
        subject_term.soc,
        subject_term.term,
        subject_term.category
),

timed as (
    select
        incidence.arm,
        incidence.level,
        incidence.soc,
        incidence.term,
        incidence.category,
        incidence.subjects,
        incidence.events,
        coalesce(arm_time.patient_years, 0) as patient_years,
        coalesce(arm_time.patient_years_at_risk, 0)
        - coalesce(after_event.days_after_event, 0) / study.days_per_year as patient_years_at_risk
    from incidence
    cross join study
    left join arm_time on incidence.arm = arm_time.arm
    left join after_event
        on
            incidence.arm = after_event.arm
            and incidence.level = after_event.level
            and incidence.soc = after_event.soc
            and incidence.term = after_event.term
            and incidence.category = after_event.category
)

select
    timed.arm,
    timed.level,
    timed.soc,
    timed.term,
    timed.category,
    timed.subjects,
    timed.events,
    timed.patient_years,
    timed.patient_years_at_risk,
    timed.subjects / nullif(timed.patient_years, 0) as eair_total,
    timed.subjects / nullif(timed.patient_years_at_risk, 0) as eair_at_risk,
    timed.events / nullif(timed.patient_years, 0) as eaer
from timed
inner join arm on timed.arm = arm.arm
inner join category on timed.category = category.category
order by arm.arm_order, timed.level, timed.soc, timed.term, category.category_order
