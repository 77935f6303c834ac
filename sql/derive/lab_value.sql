-- What: every laboratory result that can be graded, when it was taken, and the baseline it is held against.
-- Grain: one row per record of ADLB of a subject of the safety set whose parameter is an analyte, measured in blood.
-- Reads: lab_measured, result_phase.
-- Without rows in lab_measured there is no row.
select
    lab_measured.source_row,
    result_phase.USUBJID,
    result_phase.arm,
    lab_measured.PARAMCD,
    lab_measured.analyte,
    lab_measured.visit,
    result_phase.day,
    result_phase.phase,
    lab_measured.value,
    lab_measured.unit,
    -- As the table of units writes it: capitals, and a u for the sign of micro.
    upper(replace(replace(replace(lab_measured.unit, 'µ', 'u'), 'μ', 'u'), ' ', '')) as unit_key,
    lab_measured.range_low,
    lab_measured.range_high,
    lab_measured.derived,
    result_phase.flagged as flagged_baseline,
    lab_measured.recorded_baseline,
    baseline.value as baseline_value,
    upper(replace(replace(replace(baseline.unit, 'µ', 'u'), 'μ', 'u'), ' ', '')) as baseline_unit_key,
    baseline.range_low as baseline_range_low,
    baseline.range_high as baseline_range_high
from lab_measured
inner join result_phase on result_phase.dataset = 'adlb' and lab_measured.source_row = result_phase.source_row
left join lab_measured as baseline on result_phase.baseline_row = baseline.source_row
