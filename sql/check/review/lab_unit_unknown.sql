-- What: laboratory parameters whose criteria have a unit into which the recorded one cannot be converted.
-- Grain: one row per parameter and recorded unit.
-- Reads: lab_standard, lab_value.
with unknown as (
    select
        lab_value.PARAMCD,
        lab_value.analyte,
        lab_value.unit,
        count(distinct lab_value.source_row) as records,
        min(lab_standard.unit) as criterion_unit
    from lab_standard
    inner join lab_value on lab_standard.source_row = lab_value.source_row
    where lab_standard.multiply is null and lab_standard.recorded_value is not null
    group by lab_value.PARAMCD, lab_value.analyte, lab_value.unit
)

select
    'adlb' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    'AVALU' as variable,
    unknown.unit as value,
    'warning' as severity,
    'the unit of ' || unknown.PARAMCD || ' is '
    || coalesce('''' || unknown.unit || ''', from which no conversion to ', 'missing; its grades need ')
    || unknown.criterion_unit || case when unknown.unit is null then '' else ' is known' end
    || '; say it in laboratory.units, or give AVALU (records: ' || cast(unknown.records as varchar) || ')' as message,
    'kept: not graded' as action
from unknown
