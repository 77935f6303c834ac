-- What: vital signs whose unit is missing or another than those of the bounds.
-- Grain: one row per parameter and recorded unit.
-- Reads: vital_extreme, vital_value.
-- Without rows in vital_value there is nothing to find.
with unknown as (
    select
        vital_value.PARAMCD,
        vital_value.unit,
        count(*) as records
    from vital_value
    where vital_value.bound_unit is null
    group by vital_value.PARAMCD, vital_value.unit
),

known as (
    select
        vital_extreme.paramcd,
        string_agg(distinct vital_extreme.unit, ' or ' order by vital_extreme.unit) as units
    from vital_extreme
    group by vital_extreme.paramcd
)

select
    'advs' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    'AVALU' as variable,
    unknown.unit as value,
    'note' as severity,
    'the unit of ' || unknown.PARAMCD || ' is ' || coalesce('''' || unknown.unit || '''', 'missing')
    || '; its bounds are in ' || known.units || ' (records: ' || cast(unknown.records as varchar) || ')' as message,
    'kept: not held against the bounds of what can be' as action
from unknown
inner join known on unknown.PARAMCD = known.paramcd
