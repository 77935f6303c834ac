-- What: laboratory parameters with results that cannot be graded because the baseline is missing or in another unit.
-- Grain: one row per parameter and reason.
-- Reads: lab_grade, lab_value.
-- Without rows in lab_grade there is nothing to find.
with missing as (
    select
        lab_value.PARAMCD,
        lab_grade.not_graded,
        count(*) as records
    from lab_grade
    inner join lab_value on lab_grade.source_row = lab_value.source_row
    where lab_grade.not_graded in ('missing baseline', 'unit of the baseline differs')
    group by lab_value.PARAMCD, lab_grade.not_graded
)

select
    'adlb' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    'BASE' as variable,
    cast(null as varchar) as value,
    'warning' as severity,
    missing.PARAMCD || ' is graded relative to baseline, which is '
    || case
        when missing.not_graded = 'missing baseline'
            then 'neither flagged (ABLFL), nor given (BASE), nor measured up to the first dose, or is 0'
        else 'in another unit with no known conversion'
    end
    || ' (records: ' || cast(missing.records as varchar) || ')' as message,
    'Retained; not graded' as action
from missing
