-- What: times of ADTTE that begin by the cut-off and end after it.
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
    case when adtte.ADT is null then 'ADT is missing; by STARTDT and AVAL the time ends' else 'ADT is' end
    || ' after the cut-off by ' || cast(endpoint_record.days_after_cutoff as varchar)
    || case when endpoint_record.days_after_cutoff = 1 then ' day' else ' days' end as message,
    'Retained; the subject is censored on the day of the cut-off' as action
from endpoint_record
inner join adtte on endpoint_record.source_row = adtte.source_row
-- Who begins after the cut-off has no time: endpoint_not_timed says so.
where endpoint_record.days_after_cutoff > 0 and endpoint_record.days is not null
