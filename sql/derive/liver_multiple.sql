-- What: the results of liver tests after baseline in multiples of the upper limit of normal.
-- Grain: one row per result.
-- Reads: lab_standard.
select
    lab_standard.source_row,
    lab_standard.USUBJID,
    lab_standard.arm,
    lab_standard.analyte,
    lab_standard.day,
    -- The limit of the baseline stands in for one that a result lacks. Rounded so that 3 x ULN is 3 and not a little
    -- less.
    round(lab_standard.value / lab_standard.reference_high, 9) as times_uln
from lab_standard
where
    lab_standard.phase = 'post-baseline'
    and lab_standard.role = 'study'
    and lab_standard.analyte in ('ALP', 'ALT', 'AST', 'BILI')
    and not lab_standard.derived
    -- No amount is negative: -9 stands for something else.
    and lab_standard.value >= 0
    and lab_standard.direction = 'H'
    and lab_standard.reference_high > 0
