-- What: the liver tests of each subject with potential Hy's law: the peaks, and the first day of each.
-- Grain: one row per subject whose peaks lie in the quadrant of Hy's law.
-- Reads: arm, lab_standard, liver_peak.
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
),

-- The same multiples, of the same results, as the peaks are made of.
multiple as (
    select
        lab_standard.USUBJID,
        lab_standard.analyte,
        lab_standard.day,
        round(lab_standard.value / lab_standard.reference_high, 9) as times_uln
    from lab_standard
    where
        lab_standard.phase = 'post-baseline'
        and not lab_standard.derived
        and lab_standard.direction = 'H'
        and lab_standard.value >= 0
        and lab_standard.reference_high > 0
)

select
    case_peak.arm,
    case_peak.USUBJID,
    case_peak.alt_peak,
    min(
        case when multiple.analyte = 'ALT' and multiple.times_uln = case_peak.alt_peak then multiple.day end
    ) as alt_day,
    case_peak.ast_peak,
    min(
        case when multiple.analyte = 'AST' and multiple.times_uln = case_peak.ast_peak then multiple.day end
    ) as ast_day,
    case_peak.bilirubin_peak,
    min(
        case when multiple.analyte = 'BILI' and multiple.times_uln = case_peak.bilirubin_peak then multiple.day end
    ) as bilirubin_day,
    max(case when multiple.analyte = 'ALP' then multiple.times_uln end) as alkaline_phosphatase_peak,
    case_peak.in_window
from case_peak
inner join multiple on case_peak.USUBJID = multiple.USUBJID
group by
    case_peak.arm_order,
    case_peak.arm,
    case_peak.USUBJID,
    case_peak.alt_peak,
    case_peak.ast_peak,
    case_peak.bilirubin_peak,
    case_peak.in_window
order by case_peak.arm_order, case_peak.USUBJID
