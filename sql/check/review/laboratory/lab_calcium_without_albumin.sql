-- What: total calcium that is not graded because no albumin of the same day corrects it.
-- Grain: one row per parameter.
-- Reads: lab_standard, lab_value.
-- Without rows in lab_value there is nothing to find.
with corrected as (
    select distinct lab_value.USUBJID
    from lab_value
    where lab_value.analyte = 'CACR'
),

albumin as (
    select distinct lab_value.USUBJID
    from lab_value
    where lab_value.analyte = 'ALB'
),

uncorrected as (
    select
        lab_value.PARAMCD,
        count(*) as records,
        sum(case when albumin.USUBJID is null then 1 else 0 end) as never
    from lab_value
    left join corrected on lab_value.USUBJID = corrected.USUBJID
    left join lab_standard on lab_value.source_row = lab_standard.source_row
    left join albumin on lab_value.USUBJID = albumin.USUBJID
    where
        lab_value.analyte = 'CA'
        and lab_value.value is not null
        and corrected.USUBJID is null
        and lab_standard.source_row is null
    group by lab_value.PARAMCD
)

select
    'adlb' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    'PARAMCD' as variable,
    uncorrected.PARAMCD as value,
    'warning' as severity,
    uncorrected.PARAMCD || ' is total calcium; CTCAE grades calcium corrected for albumin, which is missing (ALB, '
    || 'in a known unit, of the same subject and day; records: ' || cast(uncorrected.records as varchar)
    || ', in subjects without any: ' || cast(uncorrected.never as varchar) || '); map albumin to ALB, or calcium '
    || 'corrected by the laboratory to CACR, in laboratory.parameters' as message,
    'Retained; not graded' as action
from uncorrected
