-- What: negative laboratory values, which no amount in blood has: often the code of a missing result.
-- Grain: one row per record.
-- Reads: adlb, lab_value.
-- Without rows in lab_value there is nothing to find.
select
    'adlb' as dataset,
    lab_value.source_row,
    adlb.record_key,
    'AVAL' as variable,
    cast(adlb.AVAL as varchar) as value,
    'warning' as severity,
    adlb.PARAMCD || ' is negative, which no amount in blood can be; if it codes a missing result, leave AVAL empty'
        as message,
    'Retained; not graded' as action
from lab_value
inner join adlb on lab_value.source_row = adlb.source_row
where lab_value.value < 0
