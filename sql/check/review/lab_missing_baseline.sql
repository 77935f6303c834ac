-- What: laboratory parameters with results that cannot be graded because the baseline is missing.
-- Grain: one row per parameter.
-- Reads: lab_grade, lab_value.
with missing as (
    select
        lab_value.PARAMCD,
        count(*) as records
    from lab_grade
    inner join lab_value on lab_grade.source_row = lab_value.source_row
    where lab_grade.not_graded = 'missing baseline'
    group by lab_value.PARAMCD
)

select
    'adlb' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    'BASE' as variable,
    cast(null as varchar) as value,
    'warning' as severity,
    missing.PARAMCD || ' is graded against the baseline, which is neither flagged (ABLFL) nor given (BASE) nor '
    || 'measured up to the first dose (records: ' || cast(missing.records as varchar) || ')' as message,
    'kept: not graded' as action
from missing
