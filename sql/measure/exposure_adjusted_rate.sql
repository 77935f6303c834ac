-- What: subjects and events of each term per patient-year: over the whole exposure, and over the time at risk.
-- Grain: one row per arm, level, term and category.
-- Reads: arm, arm_member, category, incidence, study, subject, term_count.
-- Days are whole: they become years at the very end.
with arm_time as (
    select
        arm_member.arm,
        sum(case when subject.timed then subject.exposure_days else 0 end) as exposure_days,
        sum(case when subject.timed then subject.risk_days else 0 end) as risk_days,
        sum(case when subject.timed then 0 else 1 end) as untimed_subjects
    from subject
    inner join arm_member on subject.arm = arm_member.member
    group by arm_member.arm
),

timed_event as (
    -- The same subjects above and below the line. A subject stops being at risk of a first event on the day of that
    -- event; an event after the end of the risk is none there, and its subject is at risk to the end.
    select
        arm_member.arm,
        term_count.level,
        term_count.soc,
        term_count.term,
        term_count.category,
        sum(term_count.timed_subjects) as subjects,
        sum(term_count.subjects_in_risk) as subjects_in_risk,
        sum(term_count.timed_events) as events,
        sum(term_count.days_after_event) as days_after_event
    from term_count
    inner join arm_member on term_count.arm = arm_member.member
    group by
        arm_member.arm,
        term_count.level,
        term_count.soc,
        term_count.term,
        term_count.category
),

counted as (
    select
        incidence.arm,
        incidence.level,
        incidence.soc,
        incidence.term,
        incidence.category,
        incidence.subjects,
        incidence.events,
        cast(coalesce(timed_event.subjects, 0) as bigint) as eair_total_subjects,
        cast(coalesce(timed_event.subjects_in_risk, 0) as bigint) as eair_at_risk_subjects,
        cast(coalesce(timed_event.events, 0) as bigint) as eaer_events,
        cast(coalesce(timed_event.subjects, 0) - coalesce(timed_event.subjects_in_risk, 0) as bigint)
            as subjects_after_risk,
        cast(coalesce(arm_time.untimed_subjects, 0) as bigint) as untimed_subjects,
        coalesce(arm_time.exposure_days, 0) / study.days_per_year as patient_years,
        (coalesce(arm_time.risk_days, 0) - coalesce(timed_event.days_after_event, 0))
        / study.days_per_year as patient_years_at_risk
    from incidence
    cross join study
    left join arm_time on incidence.arm = arm_time.arm
    left join timed_event
        on
            incidence.arm = timed_event.arm
            and incidence.level = timed_event.level
            and incidence.soc = timed_event.soc
            and incidence.term = timed_event.term
            and incidence.category = timed_event.category
)

select
    counted.arm,
    counted.level,
    counted.soc,
    counted.term,
    counted.category,
    counted.subjects,
    counted.events,
    counted.eair_total_subjects,
    counted.eair_at_risk_subjects,
    counted.eaer_events,
    counted.subjects_after_risk,
    counted.untimed_subjects,
    counted.patient_years,
    counted.patient_years_at_risk,
    counted.eair_total_subjects / nullif(counted.patient_years, 0) as eair_total,
    counted.eair_at_risk_subjects / nullif(counted.patient_years_at_risk, 0) as eair_at_risk,
    counted.eaer_events / nullif(counted.patient_years, 0) as eaer
from counted
inner join arm on counted.arm = arm.arm
inner join category on counted.category = category.category
order by arm.arm_order, counted.level, counted.soc, counted.term, category.category_order
