-- What: laboratory values so extreme that they suggest an error.
-- Grain: one row per record.
-- Reads: adlb, lab_extreme, lab_unit, lab_value.
-- Without rows in lab_extreme there is nothing to find.
with converted as (
    select
        lab_value.source_row,
        lab_extreme.below,
        lab_extreme.above,
        lab_extreme.unit,
        lab_extreme.source,
        lab_value.value
        * case when lab_extreme.unit is null then 1 else lab_unit.multiply end
        / case when lab_extreme.unit is null then 1 else lab_unit.divide end as value
    from lab_value
    inner join lab_extreme on lab_value.analyte = lab_extreme.analyte
    left join lab_unit
        on
            lab_value.analyte = lab_unit.analyte
            and lab_value.unit_key = lab_unit.from_unit
            and lab_extreme.unit = lab_unit.to_unit
)

select
    'adlb' as dataset,
    converted.source_row,
    adlb.record_key,
    'AVAL' as variable,
    cast(adlb.AVAL as varchar) as value,
    'warning' as severity,
    adlb.PARAMCD || ' is '
    || case
        when converted.value < converted.below then 'below ' || cast(converted.below as varchar)
        else 'above ' || cast(converted.above as varchar)
    end
    || coalesce(' ' || converted.unit, '') || ', which suggests a laboratory error (' || converted.source || ')'
        as message,
    'Retained; graded as recorded' as action
from converted
inner join adlb on converted.source_row = adlb.source_row
where converted.value < converted.below or converted.value > converted.above
