-- What: vital signs and ECG intervals whose unit is missing or not known.
-- Grain: one row per dataset, parameter and recorded unit.
-- Reads: vital_measured, vital_unit.
-- Without rows in vital_measured there is nothing to find.
with unknown as (
    select
        vital_measured.dataset,
        vital_measured.PARAMCD,
        vital_measured.unit,
        count(*) as records
    from vital_measured
    where vital_measured.value is null
    group by vital_measured.dataset, vital_measured.PARAMCD, vital_measured.unit
),

known as (
    select
        vital_unit.dataset,
        vital_unit.paramcd,
        string_agg(distinct vital_unit.from_unit, ' or ' order by vital_unit.from_unit) as units
    from vital_unit
    group by vital_unit.dataset, vital_unit.paramcd
)

select
    unknown.dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    'AVALU' as variable,
    unknown.unit as value,
    'note' as severity,
    'The unit of ' || unknown.PARAMCD || ' is ' || coalesce('''' || unknown.unit || '''', 'missing')
    || '; it must be ' || known.units || ' (records: ' || cast(unknown.records as varchar) || ')' as message,
    'Retained; not counted, and not compared with the limits of plausible values' as action
from unknown
inner join known on unknown.dataset = known.dataset and unknown.PARAMCD = known.paramcd
