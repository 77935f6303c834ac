-- What: the results behind one number of the laboratory: of each subject it counts the first of the worst grade.
-- Grain: one row per subject.
-- Reads: arm_member, lab_criterion, lab_worst_category, lab_worst_result.
select
    lab_worst_result.*,
    lab_criterion.source_text
from lab_worst_category
inner join lab_worst_result
    on
        lab_worst_category.USUBJID = lab_worst_result.USUBJID
        and lab_worst_category.analyte = lab_worst_result.analyte
        and lab_worst_category.direction = lab_worst_result.direction
left join lab_criterion on lab_worst_result.criterion_id = lab_criterion.criterion_id
where
    lab_worst_category.arm in (select arm_member.member from arm_member where arm_member.arm = $arm)
    and lab_worst_category.analyte = $analyte
    and lab_worst_category.direction = $direction
    and lab_worst_category.category = $category
order by lab_worst_result.USUBJID
