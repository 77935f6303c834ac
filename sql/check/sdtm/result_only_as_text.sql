-- What: laboratory results whose number is in LBSTRESC alone.
-- Grain: one row per record of LB.
-- Reads: lb, numeric_result.
select
    'adlb' as dataset,
    lb.source_row,
    lb.record_key,
    'LBSTRESN' as variable,
    lb.LBSTRESN as value,
    'warning' as severity,
    'LBSTRESN is missing although LBSTRESC is the number ' || lb.LBSTRESC as message,
    'kept: AVAL is the number of LBSTRESC' as action
from lb
inner join numeric_result on lb.source_row = numeric_result.source_row
where numeric_result.of_character
