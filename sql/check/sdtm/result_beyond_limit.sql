-- What: results known only as beyond a limit: --STRESC is <5, ≤5, >1000 or ≥1000, --STRESN is missing.
-- Grain: one row per dataset, test and side.
-- Reads: collected_result, numeric_result.
-- Without rows in collected_result there is nothing to find.
with limited as (
    select
        collected_result.dataset,
        collected_result.domain,
        collected_result.test_code,
        collected_result.character_result,
        case
            when collected_result.character_result like '<=%' or collected_result.character_result like '≤%'
                then 'at or below'
            when collected_result.character_result like '>=%' or collected_result.character_result like '≥%'
                then 'at or above'
            when collected_result.character_result like '<%' then 'below'
            when collected_result.character_result like '>%' then 'above'
        end as side
    from collected_result
    inner join numeric_result
        on
            collected_result.dataset = numeric_result.dataset
            and collected_result.source_row = numeric_result.source_row
    where numeric_result.numeric_text is null
)

select
    limited.dataset,
    cast(null as bigint) as source_row,
    limited.domain || 'TESTCD=' || coalesce(limited.test_code, '') as record_key,
    limited.domain || 'STRESC' as variable,
    min(limited.character_result) as value,
    'warning' as severity,
    cast(count(*) as varchar) || case when count(*) = 1 then ' result of ' else ' results of ' end
    || coalesce(limited.test_code, 'a test without a code') || case when count(*) = 1 then ' is ' else ' are ' end
    || limited.side || ' a limit and ' || case when count(*) = 1 then 'has' else 'have' end
    || ' no ' || limited.domain || 'STRESN' as message,
    'Retained; not ' || case when limited.dataset = 'adlb' then 'graded' else 'counted' end || ' without AVAL' as action
from limited
where limited.side is not null
group by limited.dataset, limited.domain, limited.test_code, limited.side
