-- What: a study whose data have QT and RR but no QTcF.
-- Grain: one row per study.
-- Reads: qtcf_derived.
-- Without rows in qtcf_derived there is nothing to find.
select
    'adeg' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    'PARAMCD' as variable,
    'QTCF' as value,
    'note' as severity,
    'QTcF is not in the data; it is computed from QT and RR (records: ' || cast(count(*) as varchar) || ')' as message,
    'Retained; QTcF is QT / (RR in seconds)^(1/3), Fridericia' as action
from qtcf_derived
having count(*) > 0
