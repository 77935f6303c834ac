-- What: the days that each text of a date of death in ADSL and ADAE can mean; a text that says none is not here.
-- Grain: one row per distinct text.
-- Reads: adae, adsl.
with written as (
    select adsl.DTHDTC as date_text
    from adsl
    where adsl.DTHDTC is not null
    union
    select adae.AEDTHDTC as date_text
    from adae
    where adae.AEDTHDTC is not null
),

part as (
    select
        written.date_text,
        -- 2014-01-02T08:30, and 02JAN2014 or 02-Jan-2014 as columns of dates are read.
        coalesce(
            try_cast(
                regexp_extract(written.date_text, '^([0-9]{4}-[0-9]{2}-[0-9]{2})([T ][-0-9:.,+Z]*)?$', 1) as date
            ),
            try_cast(
                regexp_extract(written.date_text, '^[0-9]{1,2}[- ]?[A-Za-z]{3}[- ]?([0-9]{4})$', 1) || '-'
                || case upper(regexp_extract(written.date_text, '^[0-9]{1,2}[- ]?([A-Za-z]{3})[- ]?[0-9]{4}$', 1))
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
                end
                || '-'
                || right('0' || regexp_extract(written.date_text, '^([0-9]{1,2})[- ]?[A-Za-z]{3}', 1), 2) as date
            )
        ) as full_date,
        try_cast(
            regexp_extract(written.date_text, '^([0-9]{4}-[0-9]{2})(--)?$', 1) || '-01' as date
        ) as month_start,
        try_cast(
            regexp_extract(written.date_text, '^([0-9]{4})(--|---[0-9]{2}|----)?$', 1) || '-01-01' as date
        ) as year_start
    from written
),

bounded as (
    select
        part.date_text,
        part.full_date,
        coalesce(part.full_date, part.month_start, part.year_start) as earliest_date,
        case
            when part.full_date is not null then part.full_date
            when part.month_start is not null then last_day(part.month_start)
            else make_date(year(part.year_start), 12, 31)
        end as latest_date
    from part
)

select
    bounded.date_text,
    bounded.full_date,
    bounded.earliest_date,
    bounded.latest_date
from bounded
where bounded.earliest_date is not null
