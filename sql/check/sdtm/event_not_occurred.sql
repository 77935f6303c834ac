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
    'AEOCCUR is N; AE has the events that occurred (SDTMIG), a prespecified one that did not belongs in FA' as message,
    'set aside' as action
from ae
where upper(ae.AEOCCUR) = 'N'
