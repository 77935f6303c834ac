-- What: on which day each laboratory result and vital sign was taken, by ADT or ADY, and is it after the cut-off.
-- Grain: one row per record of ADLB and of ADVS.
-- Reads: adlb, adsl, advs, study.
with measured as (
    select
        'adlb' as dataset,
        adlb.source_row,
        adlb.USUBJID,
        adlb.ADT,
        adlb.ADY
    from adlb
    union all
    select
        'advs' as dataset,
        advs.source_row,
        advs.USUBJID,
        advs.ADT,
        advs.ADY
    from advs
),

read as (
    select
        measured.dataset,
        measured.source_row,
        measured.USUBJID,
        measured.ADT,
        -- A day so far off (274 years) is a slip of the pen, and no date may be made of it.
        case when abs(measured.ADY) < 100000 then cast(measured.ADY as integer) end as study_day
    from measured
),

dated as (
    select
        read.dataset,
        read.source_row,
        read.USUBJID,
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
    -- What has no day at all is not known to be after the cut-off: it is not cut.
    coalesce(dated.day > study.counted_until, false) as after_cutoff
from dated
cross join study
