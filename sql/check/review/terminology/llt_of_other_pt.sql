-- What: events whose lowest level term belongs to another preferred term than the one recorded.
-- Grain: one row per event.
-- Reads: adae, coded_event, meddra_llt, meddra_pt.
-- Without rows in meddra_llt there is nothing to find.
select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    'AEDECOD' as variable,
    adae.AEDECOD as value,
    'warning' as severity,
    'The lowest level term ''' || meddra_llt.llt_name || ''' belongs to the preferred term ''' || owner.pt_name
    || ''', not to ''' || recorded.pt_name || '''' as message,
    'Retained; counted under AEDECOD as recorded' as action,
    true as until_cutoff
from adae
inner join coded_event on adae.source_row = coded_event.source_row
inner join meddra_llt on coded_event.llt_code = meddra_llt.llt_code
inner join meddra_pt as owner on meddra_llt.pt_code = owner.pt_code
inner join meddra_pt as recorded on coded_event.pt_code = recorded.pt_code
where meddra_llt.pt_code <> coded_event.pt_code
