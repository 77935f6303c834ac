-- What: the records behind one number: of the subjects it counts, those of its term and category.
-- Grain: one row per adverse-event record.
-- Reads: adverse_event, arm_member, grade_text, onset_dose, record_category, record_term, subject_term.
select
    adverse_event.*,
    onset_dose.treatments as dose_treatments,
    onset_dose.dose as dose_amount,
    onset_dose.unit as dose_unit,
    onset_dose.cycle as dose_cycle,
    grade_text.ctcae_term,
    grade_text.grade as ctcae_grade,
    grade_text.ctcae_grades,
    grade_text.text as grade_text
from subject_term
inner join record_term
    on
        subject_term.USUBJID = record_term.USUBJID
        and subject_term.level = record_term.level
        and subject_term.soc = record_term.soc
        and subject_term.term = record_term.term
inner join record_category
    on
        record_term.source_row = record_category.source_row
        and subject_term.category = record_category.category
inner join adverse_event on record_term.source_row = adverse_event.source_row
left join grade_text on adverse_event.source_row = grade_text.source_row
left join onset_dose on adverse_event.source_row = onset_dose.source_row
where
    subject_term.counted
    and subject_term.arm in (select arm_member.member from arm_member where arm_member.arm = $arm)
    and subject_term.level = $level
    and subject_term.soc = $soc
    and subject_term.term = $term
    and subject_term.category = $category
order by adverse_event.USUBJID, adverse_event.AESEQ, adverse_event.source_row
