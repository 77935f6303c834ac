-- What: times of ADTTE that are not those from the day of origin to the day of the event.
-- Grain: one row per record.
-- Reads: adtte, endpoint_record, time_unit.
-- Without rows in endpoint_record there is nothing to find.
-- Days are counted with or without the first one; of weeks, months and years one decimal is enough.
select distinct
    'adtte' as dataset,
    endpoint_record.source_row,
    adtte.record_key,
    'AVAL' as variable,
    cast(adtte.AVAL as varchar) as value,
    'warning' as severity,
    'AVAL is '
    || cast(cast(round(endpoint_record.recorded_days) as bigint) as varchar)
    || ' days, but STARTDT to ADT are '
    || cast(endpoint_record.dated_days as varchar) as message,
    'Retained; AVAL is analysed' as action
from endpoint_record
inner join adtte on endpoint_record.source_row = adtte.source_row
inner join time_unit on upper(trim(coalesce(adtte.AVALU, 'DAYS'))) = time_unit.spelling
where
    abs(endpoint_record.recorded_days - endpoint_record.dated_days)
    > 1 + case when time_unit.days > 1 then 0.1 * time_unit.days else 0 end
