-- What: each vital sign for which there are bounds, its unit, and the bounds in that unit.
-- Grain: one row per record of ADVS with a value of such a parameter, but for those after the cut-off.
-- Reads: advs, result_day, vital_extreme.
with parameter as (
    select distinct vital_extreme.paramcd
    from vital_extreme
),

-- ADaM writes the unit at the end of PARAM: Temperature (C). What stands there may be something else: (supine).
named as (
    select
        advs.source_row,
        upper(advs.PARAMCD) as PARAMCD,
        advs.AVAL as value,
        advs.AVALU,
        advs.VSSTRESU,
        nullif(trim(regexp_extract(advs.PARAM, '[(]([^()]*)[)] *$', 1)), '') as in_brackets
    from advs
    inner join parameter on upper(advs.PARAMCD) = parameter.paramcd
    inner join result_day on result_day.dataset = 'advs' and advs.source_row = result_day.source_row
    where advs.AVAL is not null and not result_day.after_cutoff
),

measured as (
    select
        named.source_row,
        named.PARAMCD,
        named.value,
        coalesce(
            named.AVALU,
            case when known.unit_key is not null then named.in_brackets end,
            named.VSSTRESU,
            named.in_brackets
        ) as unit
    from named
    left join vital_extreme as known
        on named.PARAMCD = known.paramcd and upper(replace(named.in_brackets, ' ', '')) = known.unit_key
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
