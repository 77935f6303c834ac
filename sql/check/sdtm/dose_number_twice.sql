-- What: doses given whose number another record of the subject in EX has already: ADEX has only the first of them.
-- Grain: one row per record of EX after the first with its number.
-- Reads: dose.
with numbered as (
    select
        dose.source_row,
        dose.record_key,
        dose.given,
        dose.sequence_number,
        row_number() over (partition by dose.USUBJID, dose.sequence_number order by dose.source_row) as occurrence
    from dose
    where dose.USUBJID is not null and dose.sequence_number is not null
)

select
    'adex' as dataset,
    numbered.source_row,
    numbered.record_key,
    'EXSEQ' as variable,
    cast(numbered.sequence_number as varchar) as value,
    'warning' as severity,
    'another record of the subject has this EXSEQ; the record is set aside from ADEX, yet it says of a dose' as message,
    'kept: TRTSDT and TRTEDT, and with them exposure and the emergent window, are by all records of EX' as action
from numbered
where numbered.occurrence > 1 and numbered.given
