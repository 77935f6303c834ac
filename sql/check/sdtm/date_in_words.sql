-- What: variables whose dates are written in words, which ISO 8601 does not have.
-- Grain: one row per dataset and variable.
-- Reads: partial_date, recorded_date.
select
    recorded_date.dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    recorded_date.variable,
    min(recorded_date.date_text) as value,
    'note' as severity,
    recorded_date.variable || ' has dates written in words (records: ' || cast(count(*) as varchar)
    || '); SDTM requires ISO 8601, such as 2014-01-02' as message,
    'Retained; read as the date that they give' as action
from recorded_date
inner join partial_date on recorded_date.date_text = partial_date.date_text
where partial_date.in_words and partial_date.known_to = 'day'
group by recorded_date.dataset, recorded_date.variable
