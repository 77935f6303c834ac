-- What: times of ADTTE that end after the cut-off.
-- Grain: one row per record.
-- Reads: adtte, endpoint_record.
-- Without rows in endpoint_record there is nothing to find.
select distinct
    'adtte' as dataset,
    endpoint_record.source_row,
    adtte.record_key,
    'ADT' as variable,
    cast(adtte.ADT as varchar) as value,
    'warning' as severity,
    'ADT is after the cut-off by ' || cast(endpoint_record.days_after_cutoff as varchar)
    || case when endpoint_record.days_after_cutoff = 1 then ' day' else ' days' end as message,
    'Retained; the subject is censored on the day of the cut-off' as action
from endpoint_record
inner join adtte on endpoint_record.source_row = adtte.source_row
where endpoint_record.days_after_cutoff > 0
