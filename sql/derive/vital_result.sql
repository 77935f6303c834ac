-- What: each vital sign and ECG interval: before or after the first dose, its baseline and its change from it.
-- Grain: one row per value of a subject of the safety set; of a QTcF that is derived, the record of its QT.
-- Reads: result_phase, vital_measured.
with result as (
    select
        result_phase.dataset,
        result_phase.source_row,
        result_phase.USUBJID,
        result_phase.arm,
        result_phase.parameter,
        vital_measured.visit,
        vital_measured.visit_number,
        vital_measured.time_point,
        vital_measured.derivation,
        vital_measured.for_visit,
        result_phase.day,
        result_phase.phase,
        result_phase.value,
        -- Without a flag the data still say what their baseline is; of a QTcF that is derived they say nothing.
        coalesce(
            case when result_phase.own_flagged then result_phase.baseline_value end,
            case when vital_measured.parameter = result_phase.parameter then vital_measured.recorded_baseline end,
            result_phase.baseline_value
        ) as baseline
    from result_phase
    inner join vital_measured
        on result_phase.dataset = vital_measured.dataset and result_phase.source_row = vital_measured.source_row
),

-- The means of replicates, where a subject has them, stand for the replicates; no other derived value is one.
averaged as (
    select distinct
        result.USUBJID,
        result.parameter
    from result
    where result.derivation = 'AVERAGE'
)

select
    result.dataset,
    result.source_row,
    result.USUBJID,
    result.arm,
    result.parameter,
    result.visit,
    result.visit_number,
    result.time_point,
    result.for_visit,
    result.day,
    result.phase,
    result.value,
    result.baseline,
    round(result.value - result.baseline, 6) as change,
    result.phase = 'post-baseline'
    and case
        when averaged.USUBJID is null then result.derivation is null
        else coalesce(result.derivation = 'AVERAGE', false)
    end as counted
from result
left join averaged on result.USUBJID = averaged.USUBJID and result.parameter = averaged.parameter
-- Means are sums of floating point: one order gives one last digit.
order by result.dataset, result.source_row, result.parameter
