-- What: events counted under a system organ class that is only a secondary one of their preferred term.
-- Grain: one row per event.
-- Reads: adae, coded_event, meddra_hierarchy.
select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    'AEBODSYS' as variable,
    adae.AEBODSYS as value,
    'warning' as severity,
    'AEBODSYS is a secondary class of ''' || meddra_hierarchy.pt_name || '''; the primary one is '''
    || max(case when meddra_hierarchy.primary_path then meddra_hierarchy.soc_name end) || '''' as message,
    'kept: counted under the class as recorded' as action
from adae
inner join coded_event on adae.source_row = coded_event.source_row
inner join meddra_hierarchy on coded_event.pt_code = meddra_hierarchy.pt_code
where adae.AEBODSYS is not null
group by adae.source_row, adae.record_key, adae.AEBODSYS, meddra_hierarchy.pt_name
having
    max(case when upper(meddra_hierarchy.soc_name) = upper(adae.AEBODSYS) then 1 else 0 end) = 1
    and max(
        case
            when meddra_hierarchy.primary_path and upper(meddra_hierarchy.soc_name) = upper(adae.AEBODSYS) then 1
            else 0
        end
    ) = 0
