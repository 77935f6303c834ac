-- What: laboratory parameters with normal ranges that cannot be: limits reversed, a negative one, an upper one of 0.
-- Grain: one row per parameter.
-- Reads: adlb, lab_value.
-- Without rows in lab_value there is nothing to find.
with impossible as (
    select
        lab_value.PARAMCD,
        count(*) as records
    from lab_value
    inner join adlb on lab_value.source_row = adlb.source_row
    where adlb.ANRLO > adlb.ANRHI or adlb.ANRLO < 0 or adlb.ANRHI <= 0
    group by lab_value.PARAMCD
)

select
    'adlb' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    'ANRLO, ANRHI' as variable,
    cast(null as varchar) as value,
    'warning' as severity,
    impossible.PARAMCD || ' has reference ranges with a lower limit above the upper limit, a negative limit or '
    || 'an upper limit of 0 (records: ' || cast(impossible.records as varchar) || ')' as message,
    'Retained; graded without that limit if the grade does not need it' as action
from impossible
