-- What: laboratory results known only as beyond a limit: LBSTRESC is <5, ≤5, >1000 or ≥1000, LBSTRESN is missing.
-- Grain: one row per test and side.
-- Reads: lb, numeric_result.
with limited as (
    select
        lb.LBTESTCD,
        lb.LBSTRESC,
        case
            when lb.LBSTRESC like '<=%' or lb.LBSTRESC like '≤%' then 'at or below'
            when lb.LBSTRESC like '>=%' or lb.LBSTRESC like '≥%' then 'at or above'
            when lb.LBSTRESC like '<%' then 'below'
            when lb.LBSTRESC like '>%' then 'above'
        end as side
    from lb
    inner join numeric_result on lb.source_row = numeric_result.source_row
    where numeric_result.numeric_text is null
)

select
    'adlb' as dataset,
    cast(null as bigint) as source_row,
    'LBTESTCD=' || coalesce(limited.LBTESTCD, '') as record_key,
    'LBSTRESC' as variable,
    min(limited.LBSTRESC) as value,
    'warning' as severity,
    cast(count(*) as varchar) || case when count(*) = 1 then ' result of ' else ' results of ' end
    || coalesce(limited.LBTESTCD, 'a test without a code') || case when count(*) = 1 then ' is ' else ' are ' end
    || limited.side || ' a limit and ' || case when count(*) = 1 then 'has' else 'have' end
    || ' no LBSTRESN' as message,
    'kept: without AVAL they are in no grade' as action
from limited
where limited.side is not null
group by limited.LBTESTCD, limited.side
