-- What: adverse events that AE says did not occur.
-- Grain: one row per event.
-- Reads: ae.
select
    'adae' as dataset,
    ae.source_row,
    ae.record_key,
    'AEOCCUR' as variable,
    ae.AEOCCUR as value,
    'reject' as severity,
    'AEOCCUR is N; AE contains events that occurred (SDTMIG); a prespecified event that did not occur '
    || 'belongs in FA' as message,
    'Set aside' as action
from ae
where upper(ae.AEOCCUR) = 'N'
