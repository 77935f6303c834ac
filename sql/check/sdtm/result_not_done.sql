-- What: laboratory results of tests that LB says were not done.
-- Grain: one row per record of LB.
-- Reads: lb, numeric_result.
select
    'adlb' as dataset,
    lb.source_row,
    lb.record_key,
    case when numeric_result.of_character then 'LBSTRESC' else 'LBSTRESN' end as variable,
    case when numeric_result.of_character then lb.LBSTRESC else lb.LBSTRESN end as value,
    'warning' as severity,
    'LBSTAT is ' || lb.LBSTAT || ', yet there is a result' as message,
    'kept: the result is used' as action
from lb
inner join numeric_result on lb.source_row = numeric_result.source_row
where
    upper(lb.LBSTAT) = 'NOT DONE'
    and (numeric_result.numeric_text is not null or numeric_result.of_character)
