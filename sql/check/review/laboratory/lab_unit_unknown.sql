-- What: laboratory parameters whose criteria or bounds have a unit into which the recorded one cannot be converted.
-- Grain: one row per parameter and recorded unit.
-- Reads: lab_extreme, lab_standard, lab_unit, lab_value.
-- Without rows in lab_value there is nothing to find.
with unknown as (
    select
        lab_value.PARAMCD,
        lab_value.analyte,
        lab_value.unit,
        count(distinct lab_value.source_row) as records,
        min(lab_standard.unit) as criterion_unit
    from lab_standard
    inner join lab_value on lab_standard.source_row = lab_value.source_row
    where lab_standard.role = 'study' and lab_standard.multiply is null and lab_standard.recorded_value is not null
    group by lab_value.PARAMCD, lab_value.analyte, lab_value.unit
),

-- Graded in multiples of its range, creatine kinase has bounds in U/L all the same.
unbound as (
    select
        lab_value.PARAMCD,
        lab_value.unit,
        count(*) as records,
        min(lab_extreme.unit) as bound_unit
    from lab_value
    inner join lab_extreme on lab_value.analyte = lab_extreme.analyte
    left join lab_unit
        on
            lab_value.analyte = lab_unit.analyte
            and lab_value.unit_key = lab_unit.from_unit
            and lab_extreme.unit = lab_unit.to_unit
    left join unknown
        on lab_value.PARAMCD = unknown.PARAMCD and coalesce(lab_value.unit, '') = coalesce(unknown.unit, '')
    where
        lab_extreme.unit is not null
        and lab_unit.from_unit is null
        and lab_value.value is not null
        and unknown.PARAMCD is null
    group by lab_value.PARAMCD, lab_value.unit
),

refused as (
    select
        unknown.PARAMCD,
        unknown.unit,
        unknown.records,
        'grades' as need,
        unknown.criterion_unit as needed,
        'Retained; not graded' as action
    from unknown
    union all
    select
        unbound.PARAMCD,
        unbound.unit,
        unbound.records,
        'plausibility limits' as need,
        unbound.bound_unit as needed,
        'Retained; graded, but not compared with the limits of plausible values' as action
    from unbound
)

select
    'adlb' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    'AVALU' as variable,
    refused.unit as value,
    'warning' as severity,
    'The unit of ' || refused.PARAMCD || ' is '
    || coalesce(
        '''' || refused.unit || ''', for which no conversion to ', 'missing; its ' || refused.need || ' need '
    )
    || refused.needed || case when refused.unit is null then '' else ' is known' end
    || '; state it in laboratory.units or provide AVALU (records: ' || cast(refused.records as varchar) || ')'
        as message,
    refused.action
from refused
