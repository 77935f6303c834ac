-- What: records that are equal to another of the subject in every variable but their numbers (AESEQ, EXSEQ ...).
-- Grain: one row per record after the one with the lowest number.
-- Reads: adae, adex, adjudication, measurement, same_record.
-- Without rows in same_record there is nothing to find.
with record as (
    select
        'adae' as dataset,
        adae.source_row,
        'event' as counted
    from adae
    union all
    select
        'adex' as dataset,
        adex.source_row,
        'dose' as counted
    from adex
    union all
    select
        'adjudication' as dataset,
        adjudication.source_row,
        'case' as counted
    from adjudication
    union all
    select
        measurement.dataset,
        measurement.source_row,
        'measurement' as counted
    from measurement
)

select
    same_record.dataset,
    same_record.source_row,
    same_record.record_key,
    same_record.variable,
    same_record.value,
    'warning' as severity,
    'Row ' || cast(same_record.alike_row as varchar)
    || ' is identical to this record in every variable except its number; it may have been recorded twice' as message,
    'Retained; counted as a separate ' || record.counted as action,
    true as until_cutoff
from same_record
inner join record on same_record.dataset = record.dataset and same_record.source_row = record.source_row
where same_record.alike_row <> same_record.source_row
