-- What: a subject's baseline result and its first result of the worst grade after it: whom the laboratory counts count.
-- Grain: one row per subject, analyte and direction with a result after baseline, graded or not.
-- Reads: lab_grade, lab_value, lab_worst.
with placed as (
    select
        lab_grade.source_row,
        lab_grade.USUBJID,
        lab_grade.analyte,
        lab_grade.direction,
        lab_grade.phase,
        lab_grade.day,
        lab_grade.grade,
        lab_grade.not_graded,
        lab_grade.criterion_id,
        lab_value.value,
        lab_value.unit,
        lab_value.range_low,
        lab_value.range_high,
        -- Of one day the more extreme.
        row_number() over (
            partition by lab_grade.USUBJID, lab_grade.analyte, lab_grade.direction, lab_grade.phase
            order by
                lab_grade.grade desc nulls last,
                lab_grade.day asc nulls last,
                case when lab_grade.direction = 'H' then -lab_grade.value else lab_grade.value end asc nulls last,
                lab_value.range_low asc nulls last,
                lab_value.range_high asc nulls last,
                lab_value.unit asc nulls last,
                lab_grade.source_row asc
        ) as place
    from lab_grade
    inner join lab_value on lab_grade.source_row = lab_value.source_row
    where
        lab_grade.phase in ('baseline', 'post-baseline')
        -- A result that lacks what decides its grade (a unit, a range, a baseline) counts: without it a missing range
        -- would leave only the abnormal values.
        and (lab_grade.grade is not null or lab_grade.not_graded not in ('derived record', 'no value'))
)

select
    worst.USUBJID,
    lab_worst.arm,
    worst.analyte,
    worst.direction,
    baseline.value as baseline_value,
    baseline.unit as baseline_unit,
    lab_worst.baseline_grade,
    worst.source_row,
    worst.day,
    worst.value,
    worst.unit,
    worst.range_low,
    worst.range_high,
    worst.grade,
    worst.criterion_id,
    worst.not_graded,
    lab_worst.worsened,
    lab_worst.lowest_grade,
    lab_worst.highest_grade,
    lab_worst.surely_worsened,
    lab_worst.possibly_worsened
from placed as worst
inner join lab_worst
    on
        worst.USUBJID = lab_worst.USUBJID
        and worst.analyte = lab_worst.analyte
        and worst.direction = lab_worst.direction
left join placed as baseline
    on
        worst.USUBJID = baseline.USUBJID
        and worst.analyte = baseline.analyte
        and worst.direction = baseline.direction
        and baseline.phase = 'baseline'
        and baseline.place = 1
where worst.phase = 'post-baseline' and worst.place = 1
