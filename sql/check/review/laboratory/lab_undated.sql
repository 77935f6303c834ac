-- What: laboratory results without a day, which are neither before nor after the first dose.
-- Grain: one row per parameter.
-- Reads: lab_value.
-- Without rows in lab_value there is nothing to find.
with undated as (
    select
        lab_value.PARAMCD,
        count(*) as records
    from lab_value
    where lab_value.phase = 'undated' and lab_value.value is not null
    group by lab_value.PARAMCD
)

select
    'adlb' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    'ADT' as variable,
    cast(null as varchar) as value,
    'warning' as severity,
    undated.PARAMCD || ' has results without a date (ADT, ADTM as 2020-01-31T08:30, or ADY) (records: '
    || cast(undated.records as varchar) || ')' as message,
    'Retained; graded, not counted' as action
from undated
