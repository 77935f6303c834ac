-- What: events coded to a lowest level term that is not current: it is kept for old data and not to be coded to.
-- Grain: one row per event.
-- Reads: adae, coded_event, meddra_llt, meddra_pt.
-- Without rows in meddra_llt there is nothing to find.
select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    case when adae.AELLT is null then 'AELLTCD' else 'AELLT' end as variable,
    coalesce(adae.AELLT, cast(meddra_llt.llt_code as varchar)) as value,
    'warning' as severity,
    'The lowest level term ''' || meddra_llt.llt_name || ''' is not current in this version of MedDRA; new coding'
    || ' should use a current term, such as its preferred term ''' || meddra_pt.pt_name || '''' as message,
    'Retained; counted under AEDECOD as recorded' as action,
    true as until_cutoff
from adae
inner join coded_event on adae.source_row = coded_event.source_row
inner join meddra_llt on coded_event.llt_code = meddra_llt.llt_code
inner join meddra_pt on meddra_llt.pt_code = meddra_pt.pt_code
where not meddra_llt.current
