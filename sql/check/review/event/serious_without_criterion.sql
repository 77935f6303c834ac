-- What: serious events that meet no criterion of seriousness, where criteria are collected.
-- Grain: one row per event.
-- Reads: adae, collected.
with criterion_collected as (
    select count(*) as variables
    from collected
    where
        collected.dataset = 'adae'
        and collected.variable in ('AESDTH', 'AESLIFE', 'AESHOSP', 'AESDISAB', 'AESCONG', 'AESMIE', 'AESCAN', 'AESOD')
        and collected.filled > 0
)

select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    'AESER' as variable,
    adae.AESER as value,
    'warning' as severity,
    'AESER is Y but no seriousness criterion (AESDTH, AESLIFE, AESHOSP, AESDISAB, AESCONG, AESMIE; '
    || 'in older data AESCAN, AESOD) is Y' as message,
    'Retained; counted as serious, as recorded' as action,
    true as until_cutoff
from adae
cross join criterion_collected
where
    adae.AESER = 'Y'
    and criterion_collected.variables > 0
    and 'Y' not in (
        coalesce(adae.AESDTH, ''), coalesce(adae.AESLIFE, ''), coalesce(adae.AESHOSP, ''),
        coalesce(adae.AESDISAB, ''), coalesce(adae.AESCONG, ''), coalesce(adae.AESMIE, ''),
        coalesce(adae.AESCAN, ''), coalesce(adae.AESOD, '')
    )
