-- What: laboratory parameters with results that cannot be graded because the normal range is missing.
-- Grain: one row per parameter and limit.
-- Reads: lab_grade, lab_value.
-- Without rows in lab_grade there is nothing to find.
with missing as (
    select
        lab_value.PARAMCD,
        -- Creatinine of 6.0 needs the lower limit as well: its grades depend on whether the baseline was below it.
        case when lab_grade.direction = 'H' and lab_value.range_high is null then 'H' else 'L' end as direction,
        count(*) as records
    from lab_grade
    inner join lab_value on lab_grade.source_row = lab_value.source_row
    where lab_grade.not_graded = 'missing range'
    group by
        lab_value.PARAMCD,
        case when lab_grade.direction = 'H' and lab_value.range_high is null then 'H' else 'L' end
)

select
    'adlb' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    case when missing.direction = 'H' then 'ANRHI' else 'ANRLO' end as variable,
    cast(null as varchar) as value,
    'warning' as severity,
    missing.PARAMCD || ' requires the ' || case when missing.direction = 'H' then 'upper' else 'lower' end
    || ' limit of normal to be graded (records: '
    || cast(missing.records as varchar) || ')' as message,
    'Retained; not graded' as action
from missing
