-- What: laboratory parameters recorded in the unit of the other system, for which CTCAE prints limits of its own.
-- Grain: one row per parameter and recorded unit.
-- Reads: lab_analyte, lab_unit, lab_value.
-- Without rows in lab_value there is nothing to find.
with other as (
    select distinct
        lab_analyte.analyte,
        lab_analyte.other_system,
        lab_analyte.other_unit,
        lab_unit.from_unit
    from lab_analyte
    inner join lab_unit
        on
            lab_analyte.analyte = lab_unit.analyte
            and lab_analyte.other_unit = lab_unit.to_unit
            and lab_unit.multiply = lab_unit.divide
),

recorded as (
    select
        lab_value.PARAMCD,
        lab_value.unit,
        other.other_system,
        other.other_unit,
        count(*) as records
    from lab_value
    inner join other on lab_value.analyte = other.analyte and lab_value.unit_key = other.from_unit
    group by lab_value.PARAMCD, lab_value.unit, other.other_system, other.other_unit
)

select
    'adlb' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    'AVALU' as variable,
    recorded.unit as value,
    'warning' as severity,
    'The limits of ' || recorded.PARAMCD || ' are also published in ' || recorded.other_unit || ' and differ slightly '
    || 'from the converted ones; unit_system = "' || recorded.other_system || '" in [laboratory] grades by these '
    || '(records: ' || cast(recorded.records as varchar) || ')' as message,
    'Retained; converted; a result close to a limit may get another grade' as action
from recorded
