-- What: the first event of each term within each subject's time at risk; the cumulative incidences are made of these.
-- Grain: one row per timed subject and term that it had, one without a term for a subject of none; Python makes one row
-- per arm, term and week.
-- Reads: arm, arm_member, death_in_time, subject, subject_term.
select
    arm.arm,
    subject.USUBJID,
    subject.risk_days,
    death_in_time.died_at_risk,
    subject_term.level,
    subject_term.soc,
    subject_term.term,
    subject_term.first_day
from subject
inner join arm_member on subject.arm = arm_member.member
inner join arm on arm_member.arm = arm.arm
inner join death_in_time on subject.USUBJID = death_in_time.USUBJID
left join subject_term
    on
        subject.USUBJID = subject_term.USUBJID
        and subject_term.level in ('any', 'SOC', 'PT')
        and subject_term.category = 'any'
        and subject_term.in_risk
where subject.timed
order by arm.arm_order, subject_term.level, subject_term.soc, subject_term.term, subject.USUBJID
