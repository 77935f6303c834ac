-- What: what each ISO 8601 date text says: the days it can mean, and how much of it is there.
-- Grain: one row per distinct date text of the SDTM datasets.
-- Reads: ae, dm, ds, ex, lb.
with written as (
    select ae.AESTDTC as date_text from ae
    union
    select ae.AEENDTC as date_text from ae
    union
    select dm.RFXSTDTC as date_text from dm
    union
    select dm.RFXENDTC as date_text from dm
    union
    select dm.RFENDTC as date_text from dm
    union
    select dm.RFPENDTC as date_text from dm
    union
    select dm.DTHDTC as date_text from dm
    union
    select ds.DSSTDTC as date_text from ds
    union
    select ex.EXSTDTC as date_text from ex
    union
    select ex.EXENDTC as date_text from ex
    union
    select lb.LBDTC as date_text from lb
),

part as (
    -- A part is its digits, or null. 2003---15 is a day of an unknown month: a hyphen stands for a missing part.
    select
        written.date_text,
        case
            when length(written.date_text) >= 4 and translate(substr(written.date_text, 1, 4), '0123456789', '') = ''
                then try_cast(substr(written.date_text, 1, 4) as integer)
        end as year_number,
        case
            when
                length(written.date_text) >= 7
                and substr(written.date_text, 5, 1) = '-'
                and translate(substr(written.date_text, 6, 2), '0123456789', '') = ''
                then try_cast(substr(written.date_text, 6, 2) as integer)
        end as month_number,
        case
            when
                length(written.date_text) >= 10
                and substr(written.date_text, 8, 1) = '-'
                and translate(substr(written.date_text, 9, 2), '0123456789', '') = ''
                then try_cast(substr(written.date_text, 9, 2) as integer)
        end as day_number,
        length(written.date_text) = 4 or substr(written.date_text, 5, 2) = '--' as no_month,
        length(written.date_text) = 7 or substr(written.date_text, 8, 2) = '--' as no_day,
        -- After a full date comes nothing, or the time, which is not read.
        substr(written.date_text, 11, 1) in ('', 'T', ' ') as well_ended
    from written
    where written.date_text is not null
),

measured as (
    select
        part.date_text,
        part.year_number,
        part.month_number,
        part.day_number,
        case
            when part.year_number is null or part.year_number < 1000 then 'none'
            when part.no_month then 'year'
            when part.month_number is null or part.month_number not between 1 and 12 then 'none'
            when part.no_day then 'month'
            when part.day_number is null or not part.well_ended then 'none'
            when
                part.day_number between 1 and day(last_day(make_date(part.year_number, part.month_number, 1)))
                then 'day'
            else 'none'
        end as known_to
    from part
)

select
    measured.date_text,
    measured.known_to,
    case measured.known_to when 'month' then 'D' when 'year' then 'M' end as imputation_flag,
    case measured.known_to
        when 'day' then make_date(measured.year_number, measured.month_number, measured.day_number)
        when 'month' then make_date(measured.year_number, measured.month_number, 1)
        when 'year' then make_date(measured.year_number, 1, 1)
    end as earliest,
    case measured.known_to
        when 'day' then make_date(measured.year_number, measured.month_number, measured.day_number)
        when 'month' then last_day(make_date(measured.year_number, measured.month_number, 1))
        when 'year' then make_date(measured.year_number, 12, 31)
    end as latest
from measured
