-- What: the records of ADTTE of each endpoint's subjects, the time of each in days, and which one of a subject counts.
-- Grain: one row per endpoint and record of ADTTE.
-- Reads: adtte, endpoint, endpoint_subject, study, time_unit.
-- Without rows in endpoint there is no row.
with in_days as (
    select
        adtte.source_row,
        adtte.AVAL * time_unit.days as days
    from adtte
    left join time_unit on upper(trim(coalesce(adtte.AVALU, 'DAYS'))) = time_unit.spelling
),

recorded as (
    select
        endpoint.endpoint,
        adtte.source_row,
        adtte.USUBJID,
        adtte.CNSR,
        adtte.EVNTDESC,
        study.counted_until,
        -- Whole days that were divided into months are whole again: the noise of the division would part equal times.
        case
            when abs(in_days.days - round(in_days.days)) < 0.000001 then round(in_days.days) else in_days.days
        end as recorded_days,
        date_diff('day', adtte.STARTDT, adtte.ADT) + 1 as dated_days,
        -- Without ADT the time ends where STARTDT and AVAL say; both days are counted.
        coalesce(adtte.ADT, adtte.STARTDT + (cast(round(in_days.days) as integer) - 1)) as last_day,
        coalesce(adtte.STARTDT > study.counted_until, false) as begins_after_cutoff
    from adtte
    inner join in_days on adtte.source_row = in_days.source_row
    inner join endpoint on adtte.PARAMCD = endpoint.parameter and endpoint.kind = 'time'
    inner join endpoint_subject
        on endpoint.endpoint = endpoint_subject.endpoint and adtte.USUBJID = endpoint_subject.USUBJID
    cross join study
),

dated as (
    select
        recorded.endpoint,
        recorded.source_row,
        recorded.USUBJID,
        recorded.CNSR,
        recorded.EVNTDESC,
        recorded.recorded_days,
        recorded.dated_days,
        recorded.begins_after_cutoff,
        -- The cut-off cuts a time as it cuts everything else: what came after it is censored on its day.
        case
            when recorded.last_day > recorded.counted_until
                then date_diff('day', recorded.counted_until, recorded.last_day)
            else 0
        end as days_after_cutoff
    from recorded
),

timed as (
    select
        dated.endpoint,
        dated.source_row,
        dated.USUBJID,
        dated.EVNTDESC,
        dated.recorded_days,
        dated.dated_days,
        dated.days_after_cutoff,
        case
            when dated.CNSR is not null and not dated.begins_after_cutoff
                then coalesce(dated.recorded_days, cast(dated.dated_days as double)) - dated.days_after_cutoff
        end as days,
        dated.CNSR = 0 and dated.days_after_cutoff = 0 as event
    from dated
)

select
    timed.endpoint,
    timed.source_row,
    timed.USUBJID,
    timed.EVNTDESC as description,
    timed.recorded_days,
    timed.dated_days,
    timed.days_after_cutoff,
    case when timed.days >= 0 then timed.days end as days,
    coalesce(timed.event, false) as event,
    -- By what the records say, never by their order in the file: the earliest time, an event before a censoring.
    coalesce(timed.days >= 0, false)
    and row_number() over (
        partition by timed.endpoint, timed.USUBJID
        order by
            case when timed.days >= 0 then 0 else 1 end asc,
            timed.days asc,
            case when timed.event then 0 else 1 end asc,
            timed.EVNTDESC asc,
            timed.source_row asc
    ) = 1 as counted
from timed
