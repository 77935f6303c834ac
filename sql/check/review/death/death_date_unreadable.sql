-- What: texts of a date of death that are no date: no death follows from them.
-- Grain: one row per record and variable.
-- Reads: death, partial_date, recorded_date.
select
    recorded_date.dataset,
    recorded_date.source_row,
    recorded_date.record_key,
    recorded_date.variable,
    recorded_date.date_text as value,
    'warning' as severity,
    recorded_date.variable || ' is not a date; it must be ISO 8601, such as 2014-01-02, 2014-01 or 2014' as message,
    case
        when death.USUBJID is null
            then 'Retained; the date is treated as missing and the subject is not counted as dead'
        else 'Retained; the date is treated as missing; other records state that the subject died'
    end as action
from recorded_date
inner join partial_date on recorded_date.date_text = partial_date.date_text
left join death on recorded_date.USUBJID = death.USUBJID
where partial_date.known_to = 'none'
