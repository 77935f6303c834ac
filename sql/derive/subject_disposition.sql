-- What: who completed and who discontinued the treatment and the study, and for which reason.
-- Grain: one row per subject, milestone and reason; reason 'any' is the status as a whole.
-- Reads: adsl, collected, study, subject. Who ended after the cut-off was ongoing at it.
with ended as (
    select
        subject.USUBJID,
        subject.arm,
        'treatment' as milestone,
        case
            when adsl.TRTEDT > study.counted_until or adsl.EOTDT > study.counted_until then 'ONGOING'
            else coalesce(upper(trim(adsl.EOTSTT)), '(missing)')
        end as status,
        adsl.DCTREAS as reason
    from subject
    inner join adsl on subject.USUBJID = adsl.USUBJID
    cross join study
    inner join collected on collected.dataset = 'adsl' and collected.variable = 'EOTSTT' and collected.filled > 0
    union all
    select
        subject.USUBJID,
        subject.arm,
        'study' as milestone,
        case
            when subject.end_of_study_source <> 'ongoing at the cut-off' and subject.end_of_study > study.counted_until
                then 'ONGOING'
            else coalesce(upper(trim(adsl.EOSSTT)), '(missing)')
        end as status,
        adsl.DCSREAS as reason
    from subject
    inner join adsl on subject.USUBJID = adsl.USUBJID
    cross join study
    inner join collected on collected.dataset = 'adsl' and collected.variable = 'EOSSTT' and collected.filled > 0
)

select
    ended.USUBJID,
    ended.arm,
    ended.milestone,
    ended.status,
    'any' as reason
from ended
union all
select
    ended.USUBJID,
    ended.arm,
    ended.milestone,
    ended.status,
    -- A reason that is recorded as 'any' is not the status as a whole.
    case when ended.reason = 'any' then 'Any' else coalesce(ended.reason, '(missing)') end as reason
from ended
where ended.status = 'DISCONTINUED'
