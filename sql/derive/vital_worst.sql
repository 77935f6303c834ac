-- What: the highest and lowest value of each subject after the first dose, and its largest increase from baseline.
-- Grain: one row per subject of the safety set and parameter with a value after the first dose.
-- Reads: vital_result.
select
    vital_result.arm,
    vital_result.USUBJID,
    vital_result.parameter,
    count(*) as measurements,
    max(vital_result.value) as maximum,
    min(vital_result.value) as minimum,
    max(vital_result.change) as increase
from vital_result
where vital_result.counted
group by vital_result.arm, vital_result.USUBJID, vital_result.parameter
