-- What: the liver tests of each subject with potential Hy's law: the peaks, and the first day of each.
-- Grain: one row per subject whose peaks lie in the quadrant of Hy's law.
-- Reads: arm, liver_multiple, liver_peak.
with case_peak as (
    select
        arm.arm_order,
        liver_peak.arm,
        liver_peak.USUBJID,
        liver_peak.alt_peak,
        liver_peak.ast_peak,
        liver_peak.bilirubin_peak,
        liver_peak.in_window
    from liver_peak
    inner join arm on liver_peak.arm = arm.arm
    where liver_peak.quadrant = 'hys_law'
)

select
    case_peak.arm,
    case_peak.USUBJID,
    case_peak.alt_peak,
    min(
        case
            when liver_multiple.analyte = 'ALT' and liver_multiple.times_uln = case_peak.alt_peak
                then liver_multiple.day
        end
    ) as alt_day,
    case_peak.ast_peak,
    min(
        case
            when liver_multiple.analyte = 'AST' and liver_multiple.times_uln = case_peak.ast_peak
                then liver_multiple.day
        end
    ) as ast_day,
    case_peak.bilirubin_peak,
    min(
        case
            when liver_multiple.analyte = 'BILI' and liver_multiple.times_uln = case_peak.bilirubin_peak
                then liver_multiple.day
        end
    ) as bilirubin_day,
    max(case when liver_multiple.analyte = 'ALP' then liver_multiple.times_uln end) as alkaline_phosphatase_peak,
    case_peak.in_window
from case_peak
inner join liver_multiple on case_peak.USUBJID = liver_multiple.USUBJID
group by
    case_peak.arm_order,
    case_peak.arm,
    case_peak.USUBJID,
    case_peak.alt_peak,
    case_peak.ast_peak,
    case_peak.bilirubin_peak,
    case_peak.in_window
order by case_peak.arm_order, case_peak.USUBJID
