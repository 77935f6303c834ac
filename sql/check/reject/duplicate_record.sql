-- What: records that are equal in every variable of their file to one before them: of equal records one is used.
-- Grain: one row per record that is set aside.
-- Reads: same_record.
-- Two records with one number and different content are two records. A second record of a subject in ADSL is another
-- check's.
select
    same_record.dataset,
    same_record.source_row,
    same_record.record_key,
    same_record.variable,
    same_record.value,
    'reject' as severity,
    'Row ' || cast(same_record.same_as_row as varchar) || ' is identical to this record in every variable of the file'
        as message,
    'Set aside; identical records are counted once' as action
from same_record
where same_record.dataset <> 'adsl' and same_record.same_as_row < same_record.source_row
