-- What: events under a system organ class that is only a secondary one of their preferred term.
-- Grain: one row per event and variable; AESOC only where it is not AEBODSYS again.
-- Reads: adae, coded_event, meddra_hierarchy.
-- Without rows in meddra_hierarchy there is nothing to find.
with recorded as (
    select
        adae.source_row,
        adae.record_key,
        'AEBODSYS' as variable,
        adae.AEBODSYS as class,
        adae.AESOC
    from adae
    union all
    select
        adae.source_row,
        adae.record_key,
        'AESOC' as variable,
        adae.AESOC as class,
        adae.AESOC
    from adae
    where adae.AEBODSYS is null or upper(adae.AESOC) <> upper(adae.AEBODSYS)
),

secondary as (
    select distinct
        meddra_hierarchy.pt_code,
        upper(meddra_hierarchy.soc_name) as class
    from meddra_hierarchy
    where not meddra_hierarchy.primary_path
)

select
    'adae' as dataset,
    recorded.source_row,
    recorded.record_key,
    recorded.variable,
    recorded.class as value,
    -- AEBODSYS may be a class that the sponsor analyses by, where AESOC says what the primary one is.
    case when upper(recorded.AESOC) = upper(main_path.soc_name) then 'note' else 'warning' end as severity,
    recorded.variable || ' is a secondary system organ class of ''' || main_path.pt_name || '''; the primary'
    || case when upper(recorded.AESOC) = upper(main_path.soc_name) then ', as in AESOC,' else '' end
    || ' is ''' || main_path.soc_name || '''' as message,
    case recorded.variable
        when 'AEBODSYS' then 'Retained; counted under the recorded system organ class'
        else 'Retained; counted under AEBODSYS'
    end as action,
    true as until_cutoff
from recorded
inner join coded_event on recorded.source_row = coded_event.source_row
inner join secondary on coded_event.pt_code = secondary.pt_code and upper(recorded.class) = secondary.class
inner join meddra_hierarchy as main_path on coded_event.pt_code = main_path.pt_code and main_path.primary_path
where upper(recorded.class) <> upper(main_path.soc_name)
