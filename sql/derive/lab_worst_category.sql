-- What: what each subject counts as in the tables of worst laboratory grades and of shifts.
-- Grain: one row per subject, analyte, direction and category.
-- Reads: lab_category, lab_worst_result.
select
    lab_worst_result.USUBJID,
    lab_worst_result.arm,
    lab_worst_result.analyte,
    lab_worst_result.direction,
    lab_category.category
from lab_worst_result
inner join lab_category
    on
        lab_worst_result.grade between lab_category.at_least and lab_category.at_most
        and (lab_worst_result.worsened or not lab_category.worsened)
union all
select
    lab_worst_result.USUBJID,
    lab_worst_result.arm,
    lab_worst_result.analyte,
    lab_worst_result.direction,
    'not_graded' as category
from lab_worst_result
where lab_worst_result.grade is null
union all
-- The grade at baseline and the worst after it.
select
    lab_worst_result.USUBJID,
    lab_worst_result.arm,
    lab_worst_result.analyte,
    lab_worst_result.direction,
    coalesce(cast(lab_worst_result.baseline_grade as varchar), 'missing')
    || ' to '
    || cast(lab_worst_result.grade as varchar) as category
from lab_worst_result
where lab_worst_result.grade is not null
