-- What: on which day each measurement was taken, or can have been, and is it after the cut-off.
-- Grain: one row per measurement.
-- Reads: adsl, measurement, study.
with read as (
    select
        measurement.dataset,
        measurement.source_row,
        measurement.USUBJID,
        measurement.ADT,
        -- 2014-01 and 2014; a full date is in ADT.
        try_cast(
            nullif(regexp_extract(measurement.date_text, '^([0-9]{4}-[0-9]{2})(--)?$', 1), '') || '-01' as date
        ) as month_start,
        try_cast(
            nullif(regexp_extract(measurement.date_text, '^([0-9]{4})(--|---[0-9]{2}|----)?$', 1), '')
            || '-01-01' as date
        ) as year_start,
        -- A day so far off (274 years) is a slip of the pen, and no date may be made of it.
        case when abs(measurement.ADY) < 100000 then cast(measurement.ADY as integer) end as study_day
    from measurement
),

dated as (
    select
        read.dataset,
        read.source_row,
        read.USUBJID,
        read.month_start,
        read.year_start,
        case
            when read.ADT is not null then 'ADT'
            when adsl.TRTSDT is not null and read.study_day is not null then 'ADY'
        end as variable,
        -- There is no study day 0: day 1 is that of the first dose, day -1 the one before it.
        coalesce(read.ADT, adsl.TRTSDT + read.study_day - case when read.study_day > 0 then 1 else 0 end) as day
    from read
    left join adsl on read.USUBJID = adsl.USUBJID
)

select
    dated.dataset,
    dated.source_row,
    dated.USUBJID,
    dated.variable,
    dated.day,
    coalesce(dated.day, dated.month_start, dated.year_start) as earliest_day,
    coalesce(dated.day, last_day(dated.month_start), make_date(year(dated.year_start), 12, 31)) as latest_day,
    -- What has no day at all is not known to be after the cut-off: it is not cut.
    coalesce(coalesce(dated.day, dated.month_start, dated.year_start) > study.counted_until, false) as after_cutoff
from dated
cross join study
