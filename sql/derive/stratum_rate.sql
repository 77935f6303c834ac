-- What: numerator and person-time of the exposure-adjusted rate that leads, by arm and stratum.
-- Grain: one row per arm, stratum, level, term and category that anyone had; zero is a row.
-- Reads: arm, arm_member, study, subject, subject_stratum, subject_term.
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

stratum as (
    select distinct subject_stratum.stratum
    from subject_stratum
),

term as (
    select distinct
        subject_term.level,
        subject_term.soc,
        subject_term.term,
        subject_term.category
    from subject_term
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
    arm.arm,
    stratum.stratum,
    term.level,
    term.soc,
    term.term,
    term.category,
    cast(coalesce(counted.rate_events, 0) as bigint) as rate_events,
    cast(coalesce(stratum_time.days, 0) - coalesce(counted.days_after_event, 0) as bigint) as rate_days
from arm
cross join stratum
cross join term
left join stratum_time on arm.arm = stratum_time.arm and stratum.stratum = stratum_time.stratum
left join counted
    on
        arm.arm = counted.arm
        and stratum.stratum = counted.stratum
        and term.level = counted.level
        and term.soc = counted.soc
        and term.term = counted.term
        and term.category = counted.category
