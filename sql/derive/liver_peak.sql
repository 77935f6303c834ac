-- What: each subject's highest ALT, AST and bilirubin on treatment, in multiples of the upper limit of normal.
-- Grain: one row per subject of the safety set with a post-baseline aminotransferase and bilirubin.
-- Reads: liver_multiple, liver_rule. FDA Standard Safety Tables and Figures v2.0, Figure 7.
with reached as (
    select
        liver_multiple.USUBJID,
        liver_multiple.arm,
        liver_multiple.analyte,
        liver_multiple.day,
        liver_multiple.times_uln,
        case
            when liver_multiple.analyte = 'BILI'
                then
                    liver_multiple.times_uln > liver_rule.bilirubin
                    or (liver_rule.inclusive and liver_multiple.times_uln = liver_rule.bilirubin)
            else
                liver_multiple.times_uln > liver_rule.aminotransferase
                or (liver_rule.inclusive and liver_multiple.times_uln = liver_rule.aminotransferase)
        end as above,
        liver_rule.window_days
    from liver_multiple
    cross join liver_rule
    where liver_multiple.analyte in ('ALT', 'AST', 'BILI')
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
