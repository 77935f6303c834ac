-- What: the CTCAE grade of each laboratory result in each direction, by which criterion; or why there is none.
-- Grain: one row per result and direction.
-- Reads: lab_version_grade.
-- Without rows in lab_version_grade there is no row.
select
    lab_version_grade.source_row,
    lab_version_grade.USUBJID,
    lab_version_grade.arm,
    lab_version_grade.analyte,
    lab_version_grade.direction,
    lab_version_grade.term,
    lab_version_grade.visit,
    lab_version_grade.day,
    lab_version_grade.phase,
    lab_version_grade.value,
    lab_version_grade.unit,
    lab_version_grade.grade,
    lab_version_grade.lowest_grade,
    lab_version_grade.highest_grade,
    lab_version_grade.not_graded,
    lab_version_grade.criterion_id,
    lab_version_grade.basis,
    lab_version_grade.lower_limit,
    lab_version_grade.upper_limit,
    lab_version_grade.conversion
from lab_version_grade
where lab_version_grade.role = 'study'
