-- What: measurements that are dated after the death of the subject.
-- Grain: one row per measurement.
-- Reads: death, measurement, result_day.
-- Without rows in death there is nothing to find.
select
    measurement.dataset,
    measurement.source_row,
    measurement.record_key,
    result_day.variable,
    cast(result_day.day as varchar) as value,
    'warning' as severity,
    'The result is dated after the death on ' || cast(death.death_date as varchar) || ', ' || death.date_source
        as message,
    'Retained; the result is counted by its date' as action,
    true as until_cutoff
from measurement
inner join result_day
    on measurement.dataset = result_day.dataset and measurement.source_row = result_day.source_row
inner join death on result_day.USUBJID = death.USUBJID
where result_day.day > death.death_date
