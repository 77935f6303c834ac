-- What: units of ADTTE that are none of time.
-- Grain: one row per unit.
-- Reads: adtte, endpoint_record, time_unit.
-- Without rows in endpoint_record there is nothing to find.
select
    'adtte' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    'AVALU' as variable,
    adtte.AVALU as value,
    'warning' as severity,
    'AVALU is not a unit of time: it must be days, weeks, months or years (records: '
    || cast(count(distinct adtte.source_row) as varchar) || ')' as message,
    'Retained; AVAL is not used, the time is that from STARTDT to ADT' as action
from endpoint_record
inner join adtte on endpoint_record.source_row = adtte.source_row
left join time_unit on upper(trim(adtte.AVALU)) = time_unit.spelling
where adtte.AVALU is not null and time_unit.spelling is null
group by adtte.AVALU
