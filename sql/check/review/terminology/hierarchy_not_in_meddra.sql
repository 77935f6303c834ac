-- What: events under a class, group or high level term that no path of MedDRA puts their preferred term under.
-- Grain: one row per event; a name that is not in the version is a finding of term_not_in_meddra.
-- Reads: adae, coded_event, meddra_hierarchy, meddra_hlgt, meddra_hlt, meddra_soc.
-- Without rows in meddra_hierarchy there is nothing to find.
with recorded as (
    select
        adae.source_row,
        adae.record_key,
        coded_event.pt_code,
        soc.soc_name,
        hlgt.hlgt_name,
        hlt.hlt_name,
        primary_soc.soc_name as primary_name
    from adae
    inner join coded_event on adae.source_row = coded_event.source_row
    left join meddra_soc as soc on upper(adae.AEBODSYS) = upper(soc.soc_name)
    left join meddra_hlgt as hlgt on upper(adae.AEHLGT) = upper(hlgt.hlgt_name)
    left join meddra_hlt as hlt on upper(adae.AEHLT) = upper(hlt.hlt_name)
    left join meddra_soc as primary_soc
        on
            upper(adae.AESOC) = upper(primary_soc.soc_name)
            and (adae.AEBODSYS is null or upper(adae.AESOC) <> upper(adae.AEBODSYS))
),

path as (
    -- Which of what is recorded each path of the preferred term has; what is missing every path has.
    select
        recorded.source_row,
        recorded.record_key,
        recorded.soc_name,
        recorded.hlgt_name,
        recorded.hlt_name,
        recorded.primary_name,
        meddra_hierarchy.pt_name,
        meddra_hierarchy.primary_path,
        coalesce(recorded.soc_name = meddra_hierarchy.soc_name, true) as has_class,
        coalesce(recorded.hlgt_name = meddra_hierarchy.hlgt_name, true) as has_group,
        coalesce(recorded.hlt_name = meddra_hierarchy.hlt_name, true) as has_term,
        coalesce(recorded.primary_name = meddra_hierarchy.soc_name, true) as has_primary,
        '''' || meddra_hierarchy.hlt_name || ''', ''' || meddra_hierarchy.hlgt_name || ''', '''
        || meddra_hierarchy.soc_name || '''' as names
    from recorded
    inner join meddra_hierarchy on recorded.pt_code = meddra_hierarchy.pt_code
),

placed as (
    select
        path.source_row,
        path.record_key,
        path.soc_name,
        path.hlgt_name,
        path.hlt_name,
        path.primary_name,
        path.pt_name,
        max(case when path.has_class then 1 else 0 end) as has_class,
        max(case when path.has_class and path.has_group then 1 else 0 end) as has_group,
        max(case when path.has_class and path.has_group and path.has_term then 1 else 0 end) as has_term,
        max(case when path.has_primary then 1 else 0 end) as has_primary,
        -- Under a secondary class the groups of the primary path: that the class is secondary is said elsewhere.
        max(case when path.primary_path and path.has_group and path.has_term then 1 else 0 end) as has_primary_groups,
        max(case when path.primary_path and path.has_class then 1 else 0 end) as has_primary_class,
        min(case when path.primary_path then path.names end) as primary_names,
        min(case when path.has_class then path.names end) as class_names
    from path
    group by
        path.source_row,
        path.record_key,
        path.soc_name,
        path.hlgt_name,
        path.hlt_name,
        path.primary_name,
        path.pt_name
),

misplaced as (
    select
        placed.source_row,
        placed.record_key,
        placed.pt_name,
        case
            when placed.has_class = 0 then 'AEBODSYS'
            when placed.has_group = 0 then 'AEHLGT'
            else 'AEHLT'
        end as variable,
        case
            when placed.has_class = 0 then placed.soc_name
            when placed.has_group = 0 then placed.hlgt_name
            else placed.hlt_name
        end as value,
        case
            when placed.has_class = 0 or placed.has_primary_class = 1
                then 'the primary path is ' || placed.primary_names
            else 'the path in its system organ class is ' || placed.class_names
        end as right_path,
        'Retained; counted under the system organ class and groups as recorded' as action
    from placed
    where
        placed.has_term = 0
        and (placed.has_class = 0 or placed.has_primary_class = 1 or placed.has_primary_groups = 0)
    union all
    select
        placed.source_row,
        placed.record_key,
        placed.pt_name,
        'AESOC' as variable,
        placed.primary_name as value,
        'the primary path is ' || placed.primary_names as right_path,
        'Retained; counted under AEBODSYS' as action
    from placed
    where placed.has_primary = 0
)

select
    'adae' as dataset,
    misplaced.source_row,
    misplaced.record_key,
    misplaced.variable,
    misplaced.value,
    'warning' as severity,
    'No path of this version of MedDRA leads from ''' || misplaced.pt_name || ''' to the recorded terms; '
    || misplaced.right_path as message,
    misplaced.action,
    true as until_cutoff
from misplaced
