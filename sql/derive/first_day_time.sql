-- What: the times of events that start or end on the day of the first dose, where that dose has a time too.
-- Grain: one row per such adverse-event record of a subject in the safety set.
-- Reads: adae, adsl, subject.
--
-- A time is hours and minutes. An imputed time (flag H or M) and midnight, which stands for a time not recorded, are
-- none; imputed seconds (flag S) are dropped. Times with an offset from UTC are compared with those of the same offset;
-- what follows a time must be seconds or an offset (07:00 PM is not read).
with moment as (
    select
        'dose' as what,
        subject.USUBJID,
        cast(null as double) as AESEQ,
        cast(null as bigint) as source_row,
        subject.first_dose as day,
        adsl.TRTSDTM as date_time,
        coalesce(adsl.TRTSTMF, '') as flag
    from subject
    inner join adsl on subject.USUBJID = adsl.USUBJID
    where adsl.TRTSDTM is not null
    union all
    select
        'onset' as what,
        adae.USUBJID,
        adae.AESEQ,
        adae.source_row,
        adae.ASTDT as day,
        adae.ASTDTM as date_time,
        coalesce(adae.ASTTMF, '') as flag
    from adae
    inner join subject on adae.USUBJID = subject.USUBJID and adae.ASTDT = subject.first_dose
    where adae.ASTDTM is not null and adae.ASTDTF is null
    union all
    select
        'end' as what,
        adae.USUBJID,
        adae.AESEQ,
        adae.source_row,
        adae.AENDT as day,
        adae.AENDTM as date_time,
        coalesce(adae.AENTMF, '') as flag
    from adae
    inner join subject on adae.USUBJID = subject.USUBJID and adae.AENDT = subject.first_dose
    where adae.AENDTM is not null and adae.AENDTF is null
),

clock as (
    select
        moment.what,
        moment.USUBJID,
        moment.AESEQ,
        moment.source_row,
        regexp_extract(substr(moment.date_time, 11), '^[T ]((?:[01][0-9]|2[0-3]):[0-5][0-9])', 1) as minutes,
        case
            when moment.flag = 'S' then ''
            else regexp_extract(substr(moment.date_time, 17), '^:([0-5][0-9])', 1)
        end as seconds,
        regexp_extract(substr(moment.date_time, 17), '(Z|[-+][0-9:]+)$', 1) as utc_offset
    from moment
    where
        moment.flag in ('', 'S')
        and substr(moment.date_time, 1, 10) = cast(moment.day as varchar)
        and substr(moment.date_time, 17) = regexp_extract(
            substr(moment.date_time, 17), '^(:[0-5][0-9]([.,][0-9]+)?)?(Z|[-+][0-9]{2}:?[0-9]{0,2})?$', 0
        )
),

known as (
    select
        clock.what,
        clock.USUBJID,
        clock.AESEQ,
        clock.source_row,
        -- Without seconds a dose is at the first second of its minute, an event at the last: an event that may be
        -- after the dose is not made one of before.
        clock.minutes || ':'
        || coalesce(nullif(clock.seconds, ''), case when clock.what = 'dose' then '00' else '59' end) as day_time,
        clock.utc_offset
    from clock
    where clock.minutes <> '' and clock.minutes || ':' || clock.seconds not in ('00:00:', '00:00:00')
),

timed as (
    select
        event.USUBJID,
        event.AESEQ,
        event.source_row,
        max(dose.day_time) as dose_time,
        max(case when event.what = 'onset' then event.day_time end) as onset_time,
        max(case when event.what = 'end' then event.day_time end) as end_time
    from known as event
    inner join known as dose
        on
            event.USUBJID = dose.USUBJID
            and event.utc_offset = dose.utc_offset
            and dose.what = 'dose'
    where event.what <> 'dose'
    group by event.USUBJID, event.AESEQ, event.source_row
)

select
    timed.USUBJID,
    timed.AESEQ,
    timed.source_row,
    timed.dose_time,
    timed.onset_time,
    timed.end_time,
    coalesce(timed.onset_time < timed.dose_time, false) as starts_before,
    -- An end before the start is no end.
    coalesce(timed.end_time < timed.dose_time and coalesce(timed.onset_time <= timed.end_time, true), false)
        as ends_before
from timed
