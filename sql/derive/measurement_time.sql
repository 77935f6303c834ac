-- What: the study day on which each measurement was taken, and is it after the first dose and the window.
-- Grain: one row per measurement of a subject of the safety set.
-- Reads: adsl, measurement, result_day, subject.
--
-- A date and time is comparable as text once it has its seconds: 2020-01-31T08:30:00.
with dosed as (
    select
        subject.USUBJID,
        subject.arm,
        subject.first_dose,
        date_diff('day', subject.first_dose, subject.window_end) + 1 as window_end_day,
        substr(
            nullif(replace(regexp_extract(adsl.TRTSDTM, '^([0-9-]{10}[T ][0-9]{2}:[0-9:]{2,})', 1), ' ', 'T'), '')
            || ':00', 1, 19
        ) as moment
    from subject
    inner join adsl on subject.USUBJID = adsl.USUBJID
),

dated as (
    select
        measurement.dataset,
        measurement.source_row,
        measurement.USUBJID,
        dosed.arm,
        dosed.first_dose,
        dosed.moment as dose_moment,
        dosed.window_end_day,
        result_day.after_cutoff,
        coalesce(measurement.ABLFL = 'Y', false) as flagged,
        measurement.ADT as date,
        substr(
            nullif(replace(regexp_extract(measurement.ADTM, '^([0-9-]{10}[T ][0-9]{2}:[0-9:]{2,})', 1), ' ', 'T'), '')
            || ':00', 1, 19
        ) as moment,
        coalesce(
            date_diff('day', dosed.first_dose, measurement.ADT)
            + case when measurement.ADT >= dosed.first_dose then 1 else 0 end,
            cast(measurement.ADY as bigint)
        ) as day
    from measurement
    inner join dosed on measurement.USUBJID = dosed.USUBJID
    inner join result_day
        on measurement.dataset = result_day.dataset and measurement.source_row = result_day.source_row
)

select
    dated.dataset,
    dated.source_row,
    dated.USUBJID,
    dated.arm,
    dated.date,
    dated.moment,
    dated.dose_moment,
    dated.day,
    dated.window_end_day,
    dated.after_cutoff,
    dated.flagged,
    -- On the day of the first dose only the times tell. Without a first dose no result is known to be before it, as
    -- no event is; only a flagged baseline is. A missing day tells nothing.
    case
        when dated.day > 1 then true
        when dated.day = 1 then coalesce(dated.moment > dated.dose_moment, false)
        when dated.day < 1 then false
        when dated.first_dose is null then not dated.flagged
    end as after_dose
from dated
