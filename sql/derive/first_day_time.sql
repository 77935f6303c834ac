-- What: the times of events that start or end on the day of the first dose, where that dose has a time too.
-- Grain: one row per such adverse-event record of a subject in the safety set.
-- Reads: adae, adsl, subject.
--
-- A time is hours and minutes. An imputed time (flag H or M) and midnight, which stands for a time not recorded, are
-- none; imputed seconds (flag S) are dropped. Times with an offset from UTC are compared with those of the same offset;
-- what follows a time must be seconds or an offset (07:00 PM is not read).
with dose_text as (
    select
        subject.USUBJID,
        subject.first_dose,
        cast(subject.first_dose as varchar) as day_text,
        adsl.TRTSDTM as moment,
        coalesce(adsl.TRTSTMF, '') as flag
    from subject
    inner join adsl on subject.USUBJID = adsl.USUBJID
    where subject.first_dose is not null and adsl.TRTSDTM is not null
),

dose as (
    select
        dose_text.USUBJID,
        dose_text.first_dose,
        dose_text.day_text,
        regexp_extract(substr(dose_text.moment, 11), '^[T ]((?:[01][0-9]|2[0-3]):[0-5][0-9])', 1) as minutes,
        case
            when dose_text.flag = 'S' then ''
            else regexp_extract(substr(dose_text.moment, 17), '^:([0-5][0-9])', 1)
        end as seconds,
        regexp_extract(substr(dose_text.moment, 17), '(Z|[-+][0-9:]+)$', 1) as utc_offset
    from dose_text
    where
        dose_text.flag in ('', 'S')
        and substr(dose_text.moment, 1, 10) = dose_text.day_text
        and substr(dose_text.moment, 17)
        = regexp_extract(substr(dose_text.moment, 17), '^(:[0-5][0-9]([.,][0-9]+)?)?(Z|[-+][0-9]{2}:?[0-9]{0,2})?$', 0)
),

onset as (
    select
        adae.source_row,
        regexp_extract(substr(adae.ASTDTM, 11), '^[T ]((?:[01][0-9]|2[0-3]):[0-5][0-9])', 1) as minutes,
        case when adae.ASTTMF = 'S' then '' else regexp_extract(substr(adae.ASTDTM, 17), '^:([0-5][0-9])', 1) end
            as seconds
    from adae
    inner join dose on adae.USUBJID = dose.USUBJID and adae.ASTDT = dose.first_dose
    where
        adae.ASTDTF is null
        and coalesce(adae.ASTTMF, '') in ('', 'S')
        and substr(adae.ASTDTM, 1, 10) = dose.day_text
        and substr(adae.ASTDTM, 17)
        = regexp_extract(substr(adae.ASTDTM, 17), '^(:[0-5][0-9]([.,][0-9]+)?)?(Z|[-+][0-9]{2}:?[0-9]{0,2})?$', 0)
        and regexp_extract(substr(adae.ASTDTM, 17), '(Z|[-+][0-9:]+)$', 1) = dose.utc_offset
),

ending as (
    select
        adae.source_row,
        regexp_extract(substr(adae.AENDTM, 11), '^[T ]((?:[01][0-9]|2[0-3]):[0-5][0-9])', 1) as minutes,
        case when adae.AENTMF = 'S' then '' else regexp_extract(substr(adae.AENDTM, 17), '^:([0-5][0-9])', 1) end
            as seconds
    from adae
    inner join dose on adae.USUBJID = dose.USUBJID and adae.AENDT = dose.first_dose
    where
        adae.AENDTF is null
        and coalesce(adae.AENTMF, '') in ('', 'S')
        and substr(adae.AENDTM, 1, 10) = dose.day_text
        and substr(adae.AENDTM, 17)
        = regexp_extract(substr(adae.AENDTM, 17), '^(:[0-5][0-9]([.,][0-9]+)?)?(Z|[-+][0-9]{2}:?[0-9]{0,2})?$', 0)
        and regexp_extract(substr(adae.AENDTM, 17), '(Z|[-+][0-9:]+)$', 1) = dose.utc_offset
),

timed as (
    select
        adae.source_row,
        adae.USUBJID,
        adae.AESEQ,
        -- Without seconds a dose is at the first second of its minute, an event at the last: an event that may be
        -- after the dose is not made one of before.
        dose.minutes || ':' || coalesce(nullif(dose.seconds, ''), '00') as dose_time,
        case
            when onset.minutes <> '' and onset.minutes || ':' || onset.seconds not in ('00:00:', '00:00:00')
                then onset.minutes || ':' || coalesce(nullif(onset.seconds, ''), '59')
        end as onset_time,
        case
            when ending.minutes <> '' and ending.minutes || ':' || ending.seconds not in ('00:00:', '00:00:00')
                then ending.minutes || ':' || coalesce(nullif(ending.seconds, ''), '59')
        end as end_time
    from adae
    inner join dose on adae.USUBJID = dose.USUBJID
    left join onset on adae.source_row = onset.source_row
    left join ending on adae.source_row = ending.source_row
    where dose.minutes <> '' and dose.minutes || ':' || dose.seconds not in ('00:00:', '00:00:00')
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
where timed.onset_time is not null or timed.end_time is not null
