-- What: events under a class or group that no path of MedDRA, primary or secondary, puts their preferred term under.
-- Grain: one row per event.
-- Reads: adae, coded_event, meddra_hierarchy.
with placed as (
    -- Which of the recorded levels, from the class down, some path of the preferred term has.
    select
        adae.source_row,
        adae.record_key,
        adae.AEDECOD,
        adae.AEBODSYS,
        adae.AEHLGT,
        adae.AEHLT,
        max(
            case when coalesce(upper(adae.AEBODSYS) = upper(meddra_hierarchy.soc_name), true) then 1 else 0 end
        ) as has_class,
        max(
            case
                when
                    coalesce(upper(adae.AEBODSYS) = upper(meddra_hierarchy.soc_name), true)
                    and coalesce(upper(adae.AEHLGT) = upper(meddra_hierarchy.hlgt_name), true)
                    then 1
                else 0
            end
        ) as has_group,
        max(
            case
                when
                    coalesce(upper(adae.AEBODSYS) = upper(meddra_hierarchy.soc_name), true)
                    and coalesce(upper(adae.AEHLGT) = upper(meddra_hierarchy.hlgt_name), true)
                    and coalesce(upper(adae.AEHLT) = upper(meddra_hierarchy.hlt_name), true)
                    then 1
                else 0
            end
        ) as has_term,
        max(case when meddra_hierarchy.primary_path then meddra_hierarchy.soc_name end) as primary_class,
        max(case when meddra_hierarchy.primary_path then meddra_hierarchy.hlgt_name end) as primary_group,
        max(case when meddra_hierarchy.primary_path then meddra_hierarchy.hlt_name end) as primary_term
    from adae
    inner join coded_event on adae.source_row = coded_event.source_row
    inner join meddra_hierarchy on coded_event.pt_code = meddra_hierarchy.pt_code
    group by
        adae.source_row,
        adae.record_key,
        adae.AEDECOD,
        adae.AEBODSYS,
        adae.AEHLGT,
        adae.AEHLT
)

select
    'adae' as dataset,
    placed.source_row,
    placed.record_key,
    case
        when placed.has_class = 0 then 'AEBODSYS'
        when placed.has_group = 0 then 'AEHLGT'
        else 'AEHLT'
    end as variable,
    case
        when placed.has_class = 0 then placed.AEBODSYS
        when placed.has_group = 0 then placed.AEHLGT
        else placed.AEHLT
    end as value,
    'warning' as severity,
    'no path of this version of MedDRA leads from ''' || coalesce(placed.AEDECOD, '(code)') || ''' to what is recorded;'
    || ' the primary path is ''' || placed.primary_term || ''', ''' || placed.primary_group || ''', '''
    || placed.primary_class || '''' as message,
    'kept: counted under the class and groups as recorded' as action
from placed
where placed.has_term = 0
