-- What: laboratory results known only as below or above a limit: LBSTRESC is <5 or >1000, LBSTRESN is missing.
-- Grain: one row per test and side.
-- Reads: lb.
with limited as (
    select
        lb.LBTESTCD,
        lb.LBSTRESC,
        substr(lb.LBSTRESC, 1, 1) as side
    from lb
    where lb.LBSTRESN is null and substr(lb.LBSTRESC, 1, 1) in ('<', '>')
)

select
    'adlb' as dataset,
    cast(null as bigint) as source_row,
    'LBTESTCD=' || coalesce(limited.LBTESTCD, '') as record_key,
    'LBSTRESC' as variable,
    min(limited.LBSTRESC) as value,
    'warning' as severity,
    cast(count(*) as varchar) || ' results of ' || coalesce(limited.LBTESTCD, 'a test without a code')
    || ' are ' || case limited.side when '<' then 'below' else 'above' end
    || ' a limit and have no LBSTRESN' as message,
    'kept: without AVAL they are in no grade' as action
from limited
group by limited.LBTESTCD, limited.side
