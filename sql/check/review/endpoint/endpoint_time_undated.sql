-- What: times of ADTTE without any date, of which nobody can say whether they end after the cut-off.
-- Grain: one row per record.
-- Reads: adtte, endpoint_record, study.
-- Without rows in endpoint_record there is nothing to find.
select distinct
    'adtte' as dataset,
    endpoint_record.source_row,
    adtte.record_key,
    'ADT' as variable,
    cast(null as varchar) as value,
    'warning' as severity,
    'ADT and STARTDT are missing: whether the time ends by the cut-off is not known' as message,
    'Retained; AVAL is analysed as recorded' as action
from endpoint_record
inner join adtte on endpoint_record.source_row = adtte.source_row
cross join study
where
    adtte.ADT is null
    and adtte.STARTDT is null
    and study.counted_until is not null
    and endpoint_record.days is not null
