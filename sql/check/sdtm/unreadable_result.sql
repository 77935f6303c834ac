-- What: laboratory results that are not numbers where a number must be.
-- Grain: one row per record of LB.
-- Reads: lb, numeric_result.
select
    'adlb' as dataset,
    lb.source_row,
    lb.record_key,
    'LBSTRESN' as variable,
    lb.LBSTRESN as value,
    'warning' as severity,
    'LBSTRESN is not a number; it must be one, such as 63 or 0.5' as message,
    'kept: AVAL is missing' as action
from lb
inner join numeric_result on lb.source_row = numeric_result.source_row
where numeric_result.numeric_text is not null and numeric_result.AVAL is null
