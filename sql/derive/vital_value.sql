-- What: each vital sign for which there are bounds, its unit, and the bounds in that unit.
-- Grain: one row per record of ADVS with a value of such a parameter, but for those after the cut-off.
-- Reads: result_day, vital_extreme, vital_measured.
-- Without rows in vital_extreme there is no row.
with parameter as (
    select distinct vital_extreme.paramcd
    from vital_extreme
)

select
    vital_measured.source_row,
    vital_measured.PARAMCD,
    vital_measured.unit,
    vital_measured.recorded_value as value,
    vital_extreme.unit as bound_unit,
    vital_extreme.below,
    vital_extreme.above,
    vital_extreme.source
from vital_measured
inner join parameter on vital_measured.PARAMCD = parameter.paramcd
inner join result_day
    on vital_measured.dataset = result_day.dataset and vital_measured.source_row = result_day.source_row
left join vital_extreme
    on
        vital_measured.PARAMCD = vital_extreme.paramcd
        and upper(replace(vital_measured.unit, ' ', '')) = vital_extreme.unit_key
where vital_measured.dataset = 'advs' and not result_day.after_cutoff
order by vital_measured.source_row
