-- What: when each subject's treatment ended for good, and when its follow-up ended.
-- Grain: one row per milestone and timed subject; where ended is false the subject is censored on its day.
-- Reads: death_in_time, study, subject, subject_disposition.
with treated as (
    select
        subject.USUBJID,
        subject.arm,
        subject.exposure_days,
        -- Who is still treated at the cut-off is known to be treated up to it, not only to the last recorded dose.
        greatest(
            date_diff('day', subject.first_dose, least(study.counted_until, subject.end_of_study)) + 1,
            subject.exposure_days
        ) as days_to_cutoff,
        study.counted_until,
        case
            when subject_disposition.status in ('DISCONTINUED', 'COMPLETED') then lower(subject_disposition.status)
            -- A death ends the treatment for good, unless it was completed before.
            when subject.died then 'died'
            when subject_disposition.status = 'ONGOING' then 'ongoing'
            else 'not known'
        end as how
    from subject
    inner join subject_disposition
        on
            subject.USUBJID = subject_disposition.USUBJID
            and subject_disposition.milestone = 'treatment'
            and subject_disposition.reason = 'any'
    cross join study
    where subject.timed
),

followed as (
    select
        subject.USUBJID,
        subject.arm,
        subject.follow_up_days,
        death_in_time.died_followed as died_there
    from subject
    inner join death_in_time on subject.USUBJID = death_in_time.USUBJID
    where subject.timed
)

select
    'treatment' as milestone,
    treated.USUBJID,
    treated.arm,
    case
        when treated.how = 'ongoing' and treated.counted_until is not null then treated.days_to_cutoff
        else treated.exposure_days
    end as day,
    treated.how in ('discontinued', 'died') as ended,
    treated.how
from treated
union all
-- The other way round: the end of the follow-up is the event, and a death, after which nobody can be followed, censors.
select
    'follow-up' as milestone,
    followed.USUBJID,
    followed.arm,
    followed.follow_up_days as day,
    not followed.died_there as ended,
    case when followed.died_there then 'died' else 'last follow-up' end as how
from followed
