-- What: each vital sign for which there are bounds, its unit, and the bounds in that unit.
-- Grain: one row per record of ADVS with a value of such a parameter.
-- Reads: advs, vital_extreme.
with parameter as (
    select distinct vital_extreme.paramcd
    from vital_extreme
),

measured as (
    select
        advs.source_row,
        advs.PARAMCD,
        advs.AVAL as value,
        -- ADaM writes the unit at the end of PARAM: Temperature (C).
        coalesce(
            advs.AVALU, nullif(trim(regexp_extract(advs.PARAM, '[(]([^()]*)[)] *$', 1)), ''), advs.VSSTRESU
        ) as unit
    from advs
    inner join parameter on advs.PARAMCD = parameter.paramcd
    where advs.AVAL is not null
)

select
    measured.source_row,
    measured.PARAMCD,
    measured.unit,
    measured.value,
    vital_extreme.unit as bound_unit,
    vital_extreme.below,
    vital_extreme.above,
    vital_extreme.source
from measured
left join vital_extreme
    on
        measured.PARAMCD = vital_extreme.paramcd
        and upper(replace(measured.unit, ' ', '')) = vital_extreme.unit_key
