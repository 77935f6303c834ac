-- What: each subject's highest ALT, AST and bilirubin on treatment, in multiples of the upper limit of normal.
-- Grain: one row per subject of the safety set with a post-baseline aminotransferase and bilirubin.
-- Reads: lab_standard, liver_rule. FDA Standard Safety Tables and Figures v2.0, Figure 7.
with multiple as (
    select
        lab_standard.USUBJID,
        lab_standard.arm,
        lab_standard.analyte,
        lab_standard.day,
        -- The limit of the baseline stands in for one that a result lacks. Rounded so that 3 x ULN is 3 and not a
        -- little less.
        round(lab_standard.value / lab_standard.reference_high, 9) as times_uln
    from lab_standard
    where
        lab_standard.phase = 'post-baseline'
        and lab_standard.analyte in ('ALT', 'AST', 'BILI')
        and not lab_standard.derived
        -- No amount is negative: -9 stands for something else.
        and lab_standard.value >= 0
        and lab_standard.direction = 'H'
        and lab_standard.reference_high > 0
),

reached as (
    select
        multiple.USUBJID,
        multiple.arm,
        multiple.analyte,
        multiple.day,
        multiple.times_uln,
        case
            when multiple.analyte = 'BILI'
                then
                    multiple.times_uln > liver_rule.bilirubin
                    or (liver_rule.inclusive and multiple.times_uln = liver_rule.bilirubin)
            else
                multiple.times_uln > liver_rule.aminotransferase
                or (liver_rule.inclusive and multiple.times_uln = liver_rule.aminotransferase)
        end as above,
        liver_rule.window_days
    from multiple
    cross join liver_rule
),

peak as (
    select
        reached.USUBJID,
        reached.arm,
        max(case when reached.analyte = 'ALT' then reached.times_uln end) as alt_peak,
        max(case when reached.analyte = 'AST' then reached.times_uln end) as ast_peak,
        max(case when reached.analyte <> 'BILI' then reached.times_uln end) as aminotransferase_peak,
        max(case when reached.analyte = 'BILI' then reached.times_uln end) as bilirubin_peak,
        max(case when reached.analyte <> 'BILI' and reached.above then 1 else 0 end) = 1 as aminotransferase_above,
        max(case when reached.analyte = 'BILI' and reached.above then 1 else 0 end) = 1 as bilirubin_above
    from reached
    group by reached.USUBJID, reached.arm
),

in_window as (
    select distinct aminotransferase.USUBJID
    from reached as aminotransferase
    inner join reached as bilirubin on aminotransferase.USUBJID = bilirubin.USUBJID
    where
        aminotransferase.analyte <> 'BILI'
        and bilirubin.analyte = 'BILI'
        and aminotransferase.above
        and bilirubin.above
        and bilirubin.day - aminotransferase.day between 0 and aminotransferase.window_days
)

select
    peak.USUBJID,
    peak.arm,
    peak.alt_peak,
    peak.ast_peak,
    peak.aminotransferase_peak,
    peak.bilirubin_peak,
    case
        when peak.aminotransferase_above and peak.bilirubin_above then 'hys_law'
        when peak.bilirubin_above then 'cholestasis'
        when peak.aminotransferase_above then 'temples_corollary'
        else 'none'
    end as quadrant,
    in_window.USUBJID is not null as in_window
from peak
left join in_window on peak.USUBJID = in_window.USUBJID
where peak.aminotransferase_peak is not null and peak.bilirubin_peak is not null
