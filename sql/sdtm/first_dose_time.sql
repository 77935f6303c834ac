-- What: the day and time of the first dose, where every dose that starts on that day has a time, or DM has it.
-- Grain: one row per subject whose first dose has a time.
-- Reads: dm, dose, ex, first_last_dose, full_date.
with first_day as (
    select
        first_last_dose.USUBJID,
        min(case when ex.EXSTDTC like '____-__-__T__:__%' then ex.EXSTDTC end) as first_time,
        min(case when ex.EXSTDTC like '____-__-__T__:__%' then 1 else 0 end) = 1 as each_has_time
    from first_last_dose
    inner join dose on first_last_dose.USUBJID = dose.USUBJID and first_last_dose.first_dose = dose.earliest_start
    inner join ex on dose.source_row = ex.source_row
    where dose.given and dose.start_known_to = 'day'
    group by first_last_dose.USUBJID
),

reference as (
    select
        first_last_dose.USUBJID,
        max(dm.RFXSTDTC) as RFXSTDTC
    from first_last_dose
    inner join dm on first_last_dose.USUBJID = dm.USUBJID and dm.RFXSTDTC like '____-__-__T__:__%'
    inner join full_date on dm.RFXSTDTC = full_date.date_text and first_last_dose.first_dose = full_date.full_date
    group by first_last_dose.USUBJID
    having count(*) = 1
),

chosen as (
    select
        first_last_dose.USUBJID,
        case
            when first_day.each_has_time then first_day.first_time
            -- A time of DM after one of EX is not that of the first dose.
            when coalesce(first_day.first_time < reference.RFXSTDTC, false) then null
            else reference.RFXSTDTC
        end as TRTSDTM
    from first_last_dose
    left join first_day on first_last_dose.USUBJID = first_day.USUBJID
    left join reference on first_last_dose.USUBJID = reference.USUBJID
)

select
    chosen.USUBJID,
    chosen.TRTSDTM
from chosen
where chosen.TRTSDTM is not null
