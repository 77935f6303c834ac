-- What: events that meet a criterion of seriousness but are not recorded as serious.
-- Grain: one row per event.
-- Reads: adae, collected.
with event as (
    select
        adae.source_row,
        adae.record_key,
        adae.AESER,
        -- Death has a check of its own, fatal_not_serious.
        case when adae.AESLIFE = 'Y' then ' AESLIFE' else '' end
        || case when adae.AESHOSP = 'Y' then ' AESHOSP' else '' end
        || case when adae.AESDISAB = 'Y' then ' AESDISAB' else '' end
        || case when adae.AESCONG = 'Y' then ' AESCONG' else '' end
        || case when adae.AESMIE = 'Y' then ' AESMIE' else '' end
        -- ICH E2A does not list these two; SDTM keeps them for older data.
        || case when adae.AESCAN = 'Y' then ' AESCAN' else '' end
        || case when adae.AESOD = 'Y' then ' AESOD' else '' end as criteria
    from adae
)

select
    'adae' as dataset,
    event.source_row,
    event.record_key,
    'AESER' as variable,
    event.AESER as value,
    'warning' as severity,
    'Seriousness criteria are met (' || trim(event.criteria) || ' = Y) but AESER is not Y' as message,
    'Retained; counted as not serious, as recorded' as action,
    true as until_cutoff
from event
inner join collected on collected.dataset = 'adae' and collected.variable = 'AESER' and collected.present
where event.criteria <> '' and coalesce(event.AESER, '') <> 'Y'
