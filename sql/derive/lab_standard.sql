-- What: each laboratory result in the unit of its criteria, with its range, its baseline and whether that is abnormal.
-- Grain: one row per result and direction in which the analyte is graded.
-- Reads: lab_analyte, lab_unit, lab_value.
with directed as (
    select
        lab_value.source_row,
        lab_value.USUBJID,
        lab_value.arm,
        lab_value.analyte,
        lab_analyte.direction,
        lab_analyte.term,
        lab_value.visit,
        lab_value.day,
        lab_value.phase,
        lab_value.derived,
        lab_value.value as recorded_value,
        lab_value.unit as recorded_unit,
        lab_analyte.unit,
        lab_value.range_low,
        lab_value.range_high,
        -- No amount is negative: -9 stands for something else.
        case when lab_value.recorded_baseline >= 0 then lab_value.recorded_baseline end as recorded_baseline,
        lab_value.baseline_value,
        lab_value.baseline_range_low,
        lab_value.baseline_range_high,
        lab_value.unit_key,
        lab_value.baseline_unit_key,
        -- Criteria without a unit are multiples of the range or of the baseline, or ratios: nothing to convert.
        case when lab_analyte.unit is null then 1 else lab_unit.multiply end as multiply,
        case when lab_analyte.unit is null then 1 else lab_unit.divide end as divide,
        case
            when lab_analyte.unit is not null then baseline_unit.multiply
            when coalesce(lab_value.unit_key, '') = coalesce(lab_value.baseline_unit_key, '') then 1
        end as baseline_multiply,
        case when lab_analyte.unit is null then 1 else baseline_unit.divide end as baseline_divide
    from lab_value
    inner join lab_analyte on lab_value.analyte = lab_analyte.analyte
    left join lab_unit
        on
            lab_value.analyte = lab_unit.analyte
            and lab_value.unit_key = lab_unit.from_unit
            and lab_analyte.unit = lab_unit.to_unit
    left join lab_unit as baseline_unit
        on
            lab_value.analyte = baseline_unit.analyte
            and lab_value.baseline_unit_key = baseline_unit.from_unit
            and lab_analyte.unit = baseline_unit.to_unit
)

select
    directed.source_row,
    directed.USUBJID,
    directed.arm,
    directed.analyte,
    directed.direction,
    directed.term,
    directed.visit,
    directed.day,
    directed.phase,
    directed.derived,
    directed.recorded_value,
    directed.recorded_unit,
    directed.unit,
    directed.multiply,
    directed.divide,
    directed.recorded_value * directed.multiply / directed.divide as value,
    directed.range_low * directed.multiply / directed.divide as range_low,
    directed.range_high * directed.multiply / directed.divide as range_high,
    -- Of a baseline of 0, below what the test detects, any value is a multiple: it is no baseline to be held against.
    coalesce(
        nullif(directed.recorded_baseline, 0) * directed.multiply / directed.divide,
        nullif(directed.baseline_value, 0) * directed.baseline_multiply / directed.baseline_divide
    ) as baseline,
    -- A baseline is judged on its own range; one that is only recorded in BASE, on that of the record.
    case
        when directed.baseline_value is not null and directed.direction = 'H'
            then directed.baseline_value > directed.baseline_range_high
        when directed.baseline_value is not null then directed.baseline_value < directed.baseline_range_low
        when directed.direction = 'H' then directed.recorded_baseline > directed.range_high
        else directed.recorded_baseline < directed.range_low
    end as baseline_abnormal,
    -- The baseline and what was measured before it have no baseline to be held against but their own range.
    directed.phase in ('baseline', 'before') as on_own_range
from directed
