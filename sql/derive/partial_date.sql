-- What: what each date text says, in ISO 8601 or a full one in words: the days it can mean, how much of it is there.
-- Grain: one row per distinct date text that is read as text.
-- Reads: recorded_date.
with written as (
    select distinct recorded_date.date_text
    from recorded_date
),

worded as (
    -- 02JAN2014, 02-Jan-2014 and 02 Jan 2014 are read as dates of ADaM are (pv/contract/values.py).
    select
        written.date_text,
        regexp_extract(
            written.date_text, '^([0-9]{1,2})[- ]?([A-Za-z]{3})[- ]?([0-9]{4})([: ][0-9:.]*)?$', 1
        ) as day_digits,
        upper(regexp_extract(
            written.date_text, '^([0-9]{1,2})[- ]?([A-Za-z]{3})[- ]?([0-9]{4})([: ][0-9:.]*)?$', 2
        )) as month_name,
        regexp_extract(
            written.date_text, '^([0-9]{1,2})[- ]?([A-Za-z]{3})[- ]?([0-9]{4})([: ][0-9:.]*)?$', 3
        ) as year_digits
    from written
),

numbered as (
    select
        worded.date_text,
        worded.day_digits,
        worded.year_digits,
        case worded.month_name
            when 'JAN' then '01'
            when 'FEB' then '02'
            when 'MAR' then '03'
            when 'APR' then '04'
            when 'MAY' then '05'
            when 'JUN' then '06'
            when 'JUL' then '07'
            when 'AUG' then '08'
            when 'SEP' then '09'
            when 'OCT' then '10'
            when 'NOV' then '11'
            when 'DEC' then '12'
        end as month_digits
    from worded
),

plain as (
    select
        numbered.date_text,
        coalesce(
            numbered.year_digits || '-' || numbered.month_digits || '-' || lpad(numbered.day_digits, 2, '0'),
            numbered.date_text
        ) as iso_text,
        numbered.month_digits is not null as in_words
    from numbered
),

part as (
    -- A part is its digits, or null. A hyphen stands for a part that is missing (SDTMIG 4.4.2): 2003---15 is a day of
    -- an unknown month, and the day is not read. A time may follow, which is not read. An interval (2003-01/2003-03)
    -- and a date without a year are no date here.
    select
        plain.date_text,
        plain.in_words,
        plain.iso_text = regexp_extract(
            plain.iso_text,
            '^[0-9]{4}'
            || '(-[0-9]{2}|--|---[0-9]{2}'
            || '|(-[0-9]{2}-[0-9]{2}|-[0-9]{2}--|----)(T[-0-9:.,+Z]*| [0-9]{2}:[-0-9:.,+Z]*)?'
            || ')?$',
            0
        ) as well_formed,
        try_cast(substr(plain.iso_text, 1, 4) as integer) as year_number,
        try_cast(substr(plain.iso_text, 6, 2) as integer) as month_number,
        try_cast(substr(plain.iso_text, 9, 2) as integer) as day_number
    from plain
),

measured as (
    select
        part.date_text,
        part.in_words,
        part.year_number,
        part.month_number,
        part.day_number,
        case
            when not part.well_formed or part.year_number < 1000 then 'none'
            when part.month_number is null then 'year'
            when part.month_number not between 1 and 12 then 'none'
            when part.day_number is null then 'month'
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
    measured.in_words,
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
