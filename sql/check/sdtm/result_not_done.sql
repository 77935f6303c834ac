-- What: laboratory results of tests that LB says were not done.
-- Grain: one row per record of LB.
-- Reads: lb.
select
    'adlb' as dataset,
    lb.source_row,
    lb.record_key,
    'LBSTRESN' as variable,
    lb.LBSTRESN as value,
    'warning' as severity,
    'LBSTAT is ' || lb.LBSTAT || ', yet there is a result' as message,
    'kept: the result is used' as action
from lb
where upper(lb.LBSTAT) = 'NOT DONE' and lb.LBSTRESN is not null
