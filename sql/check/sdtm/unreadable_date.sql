-- What: date texts that are not ISO 8601 with a year nor a full date in words, or no day of the calendar.
-- Grain: one row per record and variable.
-- Reads: partial_date, recorded_date.
select
    recorded_date.dataset,
    recorded_date.source_row,
    recorded_date.record_key,
    recorded_date.variable,
    recorded_date.date_text as value,
    'warning' as severity,
    recorded_date.variable || case
        -- 12/01/2020 is a date in another form.
        when regexp_extract(recorded_date.date_text, '^[0-9]{4}-[^/]*/[0-9]{4}-', 0) <> ''
            then ' is an interval, which is not supported'
        when recorded_date.date_text like '--%' then ' has no year'
        else ' is not a date'
    end || '; it must be ISO 8601, such as 2014-01-02, 2014-01 or 2014' as message,
    'Retained; the date is treated as missing' as action
from recorded_date
inner join partial_date on recorded_date.date_text = partial_date.date_text
where partial_date.known_to = 'none'
