-- What: dose records without the name of the treatment, or with an amount that has no unit.
-- Grain: one row per dose record and variable; one per variable that no record fills.
-- Reads: adex, collected.
with wanted as (
    select
        collected.variable,
        collected.filled
    from collected
    where collected.dataset = 'adex' and collected.variable in ('EXTRT', 'EXDOSU') and collected.present
),

dose as (
    -- One dose record has a row per parameter where ADEX has parameters: those need neither.
    select
        adex.source_row,
        adex.record_key,
        case
            when adex.EXTRT is null then 'EXTRT'
            when adex.EXDOSU is null and adex.EXDOSE > 0 then 'EXDOSU'
        end as variable
    from adex
    where adex.PARAMCD is null
),

gap as (
    select
        dose.source_row,
        dose.record_key,
        dose.variable
    from dose
    inner join wanted on dose.variable = wanted.variable
    where wanted.filled > 0
    union all
    select
        cast(null as bigint) as source_row,
        cast(null as varchar) as record_key,
        wanted.variable
    from wanted
    where wanted.filled = 0 and wanted.variable in (select dose.variable from dose)
)

select
    'adex' as dataset,
    gap.source_row,
    gap.record_key,
    gap.variable,
    cast(null as varchar) as value,
    'warning' as severity,
    case when gap.source_row is null then 'No record has ' else '' end || gap.variable
    || case
        when gap.source_row is null and gap.variable = 'EXTRT' then ', the name of the treatment'
        when gap.source_row is null then ', the unit of the dose'
        when gap.variable = 'EXTRT' then ', the name of the treatment, is missing'
        else ', the unit of the dose, is missing'
    end as message,
    'Retained; exposure is counted in days, regardless of treatment and amount' as action,
    true as until_cutoff
from gap
