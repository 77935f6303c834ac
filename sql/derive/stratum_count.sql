-- What: who had each term, and the numerator and person-time of the exposure-adjusted rate that leads, by stratum.
-- Grain: one row per arm, stratum, level, term and category that anyone had; zero is a row.
-- Reads: arm_member, stratum_term, study, subject, subject_stratum, term_count.
-- Days are whole: they become years in the measure.
with stratum_size as (
    select
        arm_member.arm,
        subject_stratum.stratum,
        count(*) as stratum_subjects,
        sum(
            case
                when not subject.timed then 0
                when study.compared_rate = 'eair_at_risk' then subject.risk_days
                else subject.exposure_days
            end
        ) as days
    from subject_stratum
    inner join arm_member on subject_stratum.arm = arm_member.member
    inner join subject on subject_stratum.USUBJID = subject.USUBJID
    cross join study
    group by arm_member.arm, subject_stratum.stratum
),

counted as (
    select
        arm_member.arm,
        term_count.stratum,
        term_count.level,
        term_count.soc,
        term_count.term,
        term_count.category,
        sum(term_count.subjects) as subjects,
        -- The same subjects above and below the line, by the rules of the exposure-adjusted rates.
        sum(
            case study.compared_rate
                when 'eaer' then term_count.timed_events
                when 'eair_at_risk' then term_count.subjects_in_risk
                else term_count.timed_subjects
            end
        ) as rate_events,
        sum(
            case when study.compared_rate = 'eair_at_risk' then term_count.days_after_event else 0 end
        ) as days_after_event
    from term_count
    inner join arm_member on term_count.arm = arm_member.member
    cross join study
    group by
        arm_member.arm,
        term_count.stratum,
        term_count.level,
        term_count.soc,
        term_count.term,
        term_count.category
)

select
    stratum_term.arm,
    stratum_term.stratum,
    stratum_term.level,
    stratum_term.soc,
    stratum_term.term,
    stratum_term.category,
    cast(coalesce(counted.subjects, 0) as bigint) as subjects,
    coalesce(stratum_size.stratum_subjects, 0) as stratum_subjects,
    cast(coalesce(counted.rate_events, 0) as bigint) as rate_events,
    cast(coalesce(stratum_size.days, 0) - coalesce(counted.days_after_event, 0) as bigint) as rate_days
from stratum_term
left join stratum_size on stratum_term.arm = stratum_size.arm and stratum_term.stratum = stratum_size.stratum
left join counted
    on
        stratum_term.arm = counted.arm
        and stratum_term.stratum = counted.stratum
        and stratum_term.level = counted.level
        and stratum_term.soc = counted.soc
        and stratum_term.term = counted.term
        and stratum_term.category = counted.category
