-- What: numerator and person-time of the exposure-adjusted rate that leads, by arm and stratum.
-- Grain: one row per arm, stratum, level, term and category that anyone had; zero is a row.
-- Reads: arm_member, stratum_term, study, subject, subject_stratum, subject_term.
-- Days are whole: they become years in the measure.
with stratum_time as (
    select
        arm_member.arm,
        subject_stratum.stratum,
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
    -- The same subjects above and below the line, by the rules of the exposure-adjusted rates.
    select
        arm_member.arm,
        subject_stratum.stratum,
        subject_term.level,
        subject_term.soc,
        subject_term.term,
        subject_term.category,
        sum(
            case
                when study.compared_rate = 'eaer' then subject_term.events
                when not subject_term.counted then 0
                when study.compared_rate = 'eair_at_risk' and not subject_term.in_risk then 0
                else 1
            end
        ) as rate_events,
        sum(
            case
                when study.compared_rate = 'eair_at_risk' and subject_term.counted and subject_term.in_risk
                    then subject_term.risk_days - subject_term.first_day
                else 0
            end
        ) as days_after_event
    from subject_term
    inner join subject_stratum on subject_term.USUBJID = subject_stratum.USUBJID
    inner join arm_member on subject_stratum.arm = arm_member.member
    cross join study
    where subject_term.timed
    group by
        arm_member.arm,
        subject_stratum.stratum,
        subject_term.level,
        subject_term.soc,
        subject_term.term,
        subject_term.category
)

select
    stratum_term.arm,
    stratum_term.stratum,
    stratum_term.level,
    stratum_term.soc,
    stratum_term.term,
    stratum_term.category,
    cast(coalesce(counted.rate_events, 0) as bigint) as rate_events,
    cast(coalesce(stratum_time.days, 0) - coalesce(counted.days_after_event, 0) as bigint) as rate_days
from stratum_term
left join stratum_time on stratum_term.arm = stratum_time.arm and stratum_term.stratum = stratum_time.stratum
left join counted
    on
        stratum_term.arm = counted.arm
        and stratum_term.stratum = counted.stratum
        and stratum_term.level = counted.level
        and stratum_term.soc = counted.soc
        and stratum_term.term = counted.term
        and stratum_term.category = counted.category
