-- What: each laboratory result in the unit of its criteria, with its range, its baseline and whether that is abnormal.
-- Grain: one row per result, direction in which the analyte is graded, and version (the study's; the next, if any).
-- Reads: lab_analyte, lab_next_analyte, lab_unit, lab_value.
-- Without rows in lab_value there is no row.
--
-- Criteria without a unit are multiples of the range or of the baseline, or ratios: the result stays in its own unit;
-- only the baseline is converted into that one, by way of a unit that both are known in (creatinine: umol/L).
with common_unit as (
    select
        lab_unit.analyte,
        min(lab_unit.to_unit) as unit
    from lab_unit
    group by lab_unit.analyte
),

-- CTCAE grades calcium corrected for albumin: total calcium with an albumin of the same day is, where the subject has
-- no result that the laboratory corrected. Total calcium + 0.8 mg/dL for each g/dL of albumin below 4, which is
-- 0.02 mmol/L for each g/L below 40 (CTCAE 3.0, remark to 'Calcium, serum-low').
albumin as (
    select
        lab_value.USUBJID,
        lab_value.day,
        lab_value.value * lab_unit.multiply / lab_unit.divide as grams,
        row_number() over (
            partition by lab_value.USUBJID, lab_value.day
            order by lab_value.value * lab_unit.multiply / lab_unit.divide
        ) as place
    from lab_value
    inner join lab_unit
        on
            lab_value.analyte = lab_unit.analyte
            and lab_value.unit_key = lab_unit.from_unit
            and lab_unit.to_unit = 'g/L'
    where lab_value.analyte = 'ALB' and lab_value.value >= 0 and not lab_value.derived
),

corrected_by_laboratory as (
    select distinct lab_value.USUBJID
    from lab_value
    where lab_value.analyte = 'CACR'
),

calcium as (
    select
        lab_value.source_row,
        albumin.grams
    from lab_value
    inner join albumin
        on lab_value.USUBJID = albumin.USUBJID and lab_value.day = albumin.day and albumin.place = 1
    left join corrected_by_laboratory on lab_value.USUBJID = corrected_by_laboratory.USUBJID
    where lab_value.analyte = 'CA' and corrected_by_laboratory.USUBJID is null
),

analyte as (
    select
        'study' as role,
        lab_analyte.analyte,
        lab_analyte.direction,
        lab_analyte.term,
        lab_analyte.unit
    from lab_analyte
    union all
    select
        'next' as role,
        lab_next_analyte.analyte,
        lab_next_analyte.direction,
        lab_next_analyte.term,
        lab_next_analyte.unit
    from lab_next_analyte
),

directed as (
    select
        analyte.role,
        lab_value.source_row,
        lab_value.USUBJID,
        lab_value.arm,
        analyte.analyte,
        analyte.direction,
        analyte.term,
        lab_value.visit,
        lab_value.day,
        lab_value.phase,
        lab_value.derived,
        lab_value.value as recorded_value,
        calcium.grams as albumin,
        coalesce(case analyte.unit when 'mg/dL' then 0.08 else 0.02 end * (40 - calcium.grams), 0) as correction,
        lab_value.unit as recorded_unit,
        analyte.unit,
        lab_value.range_low,
        lab_value.range_high,
        -- No amount is negative: -9 stands for something else.
        case when lab_value.recorded_baseline >= 0 then lab_value.recorded_baseline end as recorded_baseline,
        lab_value.baseline_value,
        lab_value.baseline_range_low,
        lab_value.baseline_range_high,
        case when analyte.unit is null then 1 else lab_unit.multiply end as multiply,
        case when analyte.unit is null then 1 else lab_unit.divide end as divide,
        case
            when analyte.unit is not null then baseline_unit.multiply
            -- Without a unit on either side nothing says that they differ.
            when coalesce(lab_value.unit_key = lab_value.baseline_unit_key, true) then 1
            else baseline_unit.multiply * lab_unit.divide
        end as baseline_multiply,
        case
            when analyte.unit is not null then baseline_unit.divide
            when coalesce(lab_value.unit_key = lab_value.baseline_unit_key, true) then 1
            else baseline_unit.divide * lab_unit.multiply
        end as baseline_divide
    from lab_value
    left join calcium on lab_value.source_row = calcium.source_row
    inner join analyte on case when calcium.grams is null then lab_value.analyte else 'CACR' end = analyte.analyte
    left join common_unit on lab_value.analyte = common_unit.analyte
    left join lab_unit
        on
            lab_value.analyte = lab_unit.analyte
            and lab_value.unit_key = lab_unit.from_unit
            and coalesce(analyte.unit, common_unit.unit) = lab_unit.to_unit
    left join lab_unit as baseline_unit
        on
            lab_value.analyte = baseline_unit.analyte
            and lab_value.baseline_unit_key = baseline_unit.from_unit
            and coalesce(analyte.unit, common_unit.unit) = baseline_unit.to_unit
),

converted as (
    select
        directed.role,
        directed.source_row,
        directed.direction,
        directed.range_low * directed.multiply / directed.divide as range_low,
        directed.range_high * directed.multiply / directed.divide as range_high,
        directed.recorded_baseline * directed.multiply / directed.divide as recorded_baseline,
        directed.baseline_value * directed.baseline_multiply / directed.baseline_divide as baseline_value,
        directed.baseline_range_high * directed.baseline_multiply / directed.baseline_divide as baseline_range_high
    from directed
)

select
    directed.role,
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
    directed.recorded_value * directed.multiply / directed.divide + directed.correction as value,
    directed.albumin,
    converted.range_low,
    converted.range_high,
    coalesce(converted.range_high, converted.baseline_range_high) as reference_high,
    -- Of a baseline of 0, below what the test detects, any value is a multiple: it is no baseline to be held against.
    coalesce(nullif(converted.recorded_baseline, 0), nullif(converted.baseline_value, 0)) as baseline,
    directed.baseline_value > 0 and directed.baseline_multiply is null as baseline_unit_differs,
    -- A baseline is judged on its own range; one without a range, or that is only recorded in BASE, on that of the
    -- record, to nine digits where it was converted.
    case
        when directed.direction = 'H'
            then coalesce(
                directed.baseline_value > directed.baseline_range_high,
                coalesce(converted.baseline_value, converted.recorded_baseline)
                > converted.range_high + 1e-9 * converted.range_high
            )
        else coalesce(
            directed.baseline_value < directed.baseline_range_low,
            coalesce(converted.baseline_value, converted.recorded_baseline)
            < converted.range_low - 1e-9 * converted.range_low
        )
    end as baseline_abnormal,
    coalesce(
        directed.baseline_value < directed.baseline_range_low,
        coalesce(converted.baseline_value, converted.recorded_baseline)
        < converted.range_low - 1e-9 * converted.range_low
    ) as baseline_below_lln,
    coalesce(
        directed.baseline_value > 5 * directed.baseline_range_high + 1e-9 * directed.baseline_range_high,
        coalesce(converted.baseline_value, converted.recorded_baseline)
        > 5 * converted.range_high + 1e-9 * converted.range_high
    ) as baseline_above_5_uln,
    -- The baseline and what was measured before it have no baseline to be held against but their own range.
    directed.phase in ('baseline', 'before') as on_own_range
from directed
inner join converted
    on
        directed.source_row = converted.source_row
        and directed.direction = converted.direction
        and directed.role = converted.role
