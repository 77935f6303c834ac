-- What: a subject's grade at baseline and worst grade after it, by analyte and direction.
-- Grain: one row per subject, analyte and direction with a result at baseline or after it.
-- Reads: lab_criterion, lab_grade.
with summed as (
    select
        lab_grade.USUBJID,
        lab_grade.arm,
        lab_grade.analyte,
        lab_grade.direction,
        lab_grade.term,
        max(case when lab_grade.phase = 'baseline' then lab_grade.grade end) as baseline_grade,
        max(case when lab_grade.phase = 'baseline' then lab_grade.lowest_grade end) as lowest_baseline_grade,
        max(case when lab_grade.phase = 'baseline' then lab_grade.highest_grade end) as highest_baseline_grade,
        max(case when lab_grade.phase = 'post-baseline' then lab_grade.grade end) as worst_grade,
        max(case when lab_grade.phase = 'post-baseline' then lab_grade.lowest_grade end) as lowest_grade,
        max(case when lab_grade.phase = 'post-baseline' then lab_grade.highest_grade end) as highest_grade,
        sum(case when lab_grade.phase = 'post-baseline' and lab_grade.grade is not null then 1 else 0 end) as graded,
        sum(
            case
                when lab_grade.phase = 'post-baseline' and lab_grade.grade is null and lab_grade.value is not null
                    then 1
                else 0
            end
        ) as not_graded
    from lab_grade
    where lab_grade.phase in ('baseline', 'post-baseline')
    group by lab_grade.USUBJID, lab_grade.arm, lab_grade.analyte, lab_grade.direction, lab_grade.term
),

first_worst as (
    select
        lab_grade.USUBJID,
        lab_grade.analyte,
        lab_grade.direction,
        min(lab_grade.day) as worst_day,
        max(
            case
                when
                    lab_criterion.condition in (
                        'baseline abnormal', 'baseline up to 5 x ULN', 'baseline above 5 x ULN', 'value above baseline'
                    )
                    -- 6.0 counts from 1.0 x baseline on: a value that equals its baseline has a grade and is no rise.
                    and (
                        lab_criterion.lower > 1
                        or lab_criterion.lower_basis <> 'x baseline'
                        or lab_grade.value > lab_grade.lower_limit + 1e-9 * abs(lab_grade.lower_limit)
                    )
                    then 1
                else 0
            end
        ) as above_baseline
    from lab_grade
    inner join summed
        on
            lab_grade.USUBJID = summed.USUBJID
            and lab_grade.analyte = summed.analyte
            and lab_grade.direction = summed.direction
            and lab_grade.grade = summed.worst_grade
    left join lab_criterion on lab_grade.criterion_id = lab_criterion.criterion_id
    where lab_grade.phase = 'post-baseline'
    group by lab_grade.USUBJID, lab_grade.analyte, lab_grade.direction
)

select
    summed.USUBJID,
    summed.arm,
    summed.analyte,
    summed.direction,
    summed.term,
    summed.baseline_grade,
    summed.worst_grade,
    summed.lowest_grade,
    summed.highest_grade,
    first_worst.worst_day,
    -- Without a grade at baseline any grade after it counts as worse, as an event with a missing start does. After an
    -- abnormal baseline CTCAE (from 5.0 on) counts the grade from that baseline, whose own grade is from the range: the
    -- two do not compare, and any grade is a rise.
    summed.worst_grade > coalesce(summed.baseline_grade, 0)
    or (summed.worst_grade > 0 and coalesce(first_worst.above_baseline, 0) = 1) as worsened,
    summed.lowest_grade > coalesce(summed.highest_baseline_grade, 0)
    or (summed.lowest_grade > 0 and coalesce(first_worst.above_baseline, 0) = 1) as surely_worsened,
    summed.highest_grade > coalesce(summed.lowest_baseline_grade, 0)
    or (summed.highest_grade > 0 and coalesce(first_worst.above_baseline, 0) = 1) as possibly_worsened,
    cast(summed.graded as bigint) as graded,
    cast(summed.not_graded as bigint) as not_graded
from summed
left join first_worst
    on
        summed.USUBJID = first_worst.USUBJID
        and summed.analyte = first_worst.analyte
        and summed.direction = first_worst.direction
