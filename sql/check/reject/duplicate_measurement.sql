-- What: second and later records of one measurement: of one subject, parameter, visit, date, result, unit and range.
-- Grain: one row per record that is set aside.
-- Reads: adlb_input.
-- Another result at the same visit and date is a repeated measurement, not a duplicate.
with numbered as (
    select
        adlb_input.source_row,
        adlb_input.record_key,
        adlb_input.PARAMCD,
        first_value(adlb_input.source_row) over same_measurement as first_row,
        row_number() over same_measurement as occurrence
    from adlb_input
    where adlb_input.USUBJID is not null and adlb_input.PARAMCD is not null
    window
        same_measurement as (
            partition by
                adlb_input.USUBJID,
                adlb_input.PARAMCD,
                adlb_input.ASEQ,
                adlb_input.LBSEQ,
                adlb_input.AVISIT,
                adlb_input.AVISITN,
                adlb_input.ADT,
                adlb_input.ADTM,
                adlb_input.ADY,
                adlb_input.PARAM,
                adlb_input.AVAL,
                adlb_input.AVALU,
                adlb_input.ANRLO,
                adlb_input.ANRHI,
                adlb_input.ABLFL,
                adlb_input.DTYPE
            order by adlb_input.source_row
        )
)

select
    'adlb' as dataset,
    numbered.source_row,
    numbered.record_key,
    'PARAMCD' as variable,
    numbered.PARAMCD as value,
    'reject' as severity,
    'row ' || cast(numbered.first_row as varchar)
    || ' has the same subject, parameter, visit, date, result, unit and range already' as message,
    'set aside' as action
from numbered
where numbered.occurrence > 1
