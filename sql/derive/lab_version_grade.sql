-- What: the CTCAE grade of each laboratory result by the study's version and by the next; or why there is none.
-- Grain: one row per result, direction and version (role): the study's, and the next where it names one.
-- Reads: lab_criterion, lab_next_criterion, lab_standard.
with criterion as (
    select
        'study' as role,
        lab_criterion.criterion_id,
        lab_criterion.term,
        lab_criterion.direction,
        lab_criterion.grade,
        lab_criterion.condition,
        -- Without what the value does not tell (symptoms) a criterion of its presence is not met.
        lab_criterion.context is null or not lab_criterion.context_present as alone,
        lab_criterion.lower,
        lab_criterion.lower_basis,
        lab_criterion.lower_inclusive,
        lab_criterion.upper,
        lab_criterion.upper_basis,
        lab_criterion.upper_inclusive,
        lab_criterion.used
    from lab_criterion
    where lab_criterion.decidable
    union all
    select
        'next' as role,
        lab_next_criterion.criterion_id,
        lab_next_criterion.term,
        lab_next_criterion.direction,
        lab_next_criterion.grade,
        lab_next_criterion.condition,
        lab_next_criterion.context is null or not lab_next_criterion.context_present as alone,
        lab_next_criterion.lower,
        lab_next_criterion.lower_basis,
        lab_next_criterion.lower_inclusive,
        lab_next_criterion.upper,
        lab_next_criterion.upper_basis,
        lab_next_criterion.upper_inclusive,
        lab_next_criterion.used
    from lab_next_criterion
    where lab_next_criterion.decidable
),

bounded as (
    select
        lab_standard.role,
        lab_standard.source_row,
        lab_standard.direction,
        lab_standard.value,
        lab_standard.range_high,
        criterion.criterion_id,
        criterion.grade,
        criterion.used,
        criterion.alone,
        criterion.lower,
        criterion.lower_basis,
        criterion.lower_inclusive,
        criterion.upper_basis,
        criterion.upper_inclusive,
        criterion.condition,
        lab_standard.baseline_abnormal,
        case criterion.condition
            when 'baseline normal' then lab_standard.on_own_range or not lab_standard.baseline_abnormal
            when 'baseline abnormal' then lab_standard.baseline_abnormal
            when 'baseline up to 5 x ULN' then lab_standard.baseline_abnormal and not lab_standard.baseline_above_5_uln
            when 'baseline above 5 x ULN' then lab_standard.baseline_above_5_uln
            when 'baseline below LLN' then lab_standard.baseline_below_lln
            when 'value abnormal'
                then
                    (lab_standard.direction = 'H' and lab_standard.value > lab_standard.range_high)
                    or (lab_standard.direction = 'L' and lab_standard.value < lab_standard.range_low)
            when 'value above baseline'
                then
                    lab_standard.on_own_range
                    or lab_standard.value > lab_standard.baseline + 1e-9 * abs(lab_standard.baseline)
            else true
        end as applies,
        case criterion.lower_basis
            when 'value' then criterion.lower
            when 'x ULN' then criterion.lower * lab_standard.range_high
            when 'x LLN' then criterion.lower * lab_standard.range_low
            when 'x baseline' then criterion.lower * lab_standard.baseline
            when 'above ULN' then criterion.lower + lab_standard.range_high
            when 'above baseline' then criterion.lower + lab_standard.baseline
        end as lower_limit,
        case criterion.upper_basis
            when 'value' then criterion.upper
            when 'x ULN' then criterion.upper * lab_standard.range_high
            when 'x LLN' then criterion.upper * lab_standard.range_low
            when 'x baseline' then criterion.upper * lab_standard.baseline
            when 'above ULN' then criterion.upper + lab_standard.range_high
            when 'above baseline' then criterion.upper + lab_standard.baseline
        end as upper_limit
    from lab_standard
    inner join criterion
        on
            lab_standard.term = criterion.term
            and lab_standard.direction = criterion.direction
            and lab_standard.role = criterion.role
    where
        lab_standard.value >= 0
        and not (
            lab_standard.on_own_range
            and (
                coalesce(criterion.lower_basis, '') in ('x baseline', 'above baseline')
                or coalesce(criterion.upper_basis, '') in ('x baseline', 'above baseline')
            )
        )
),

-- True, false, or null where a range or a baseline that would decide is missing. A limit is met to nine digits:
-- 1.8 is not above 1.5 x 1.2, whatever binary fractions make of it.
judged as (
    select
        bounded.role,
        bounded.source_row,
        bounded.direction,
        bounded.criterion_id,
        bounded.grade,
        bounded.used,
        bounded.alone,
        bounded.lower_basis,
        bounded.upper_basis,
        bounded.lower_limit,
        bounded.upper_limit,
        case
            -- An abnormal baseline, were it one, is above the range: what is counted from it is not reached here.
            when
                bounded.condition in ('baseline abnormal', 'baseline up to 5 x ULN', 'baseline above 5 x ULN')
                and bounded.baseline_abnormal is null
                and bounded.value <= case bounded.lower_basis
                    when 'x baseline' then bounded.lower * bounded.range_high
                    when 'above baseline' then bounded.lower + bounded.range_high
                end
                then false
            else
                bounded.applies
                and case
                    when bounded.lower_basis is null then true
                    when bounded.lower_inclusive
                        then bounded.value >= bounded.lower_limit - 1e-9 * abs(bounded.lower_limit)
                    else bounded.value > bounded.lower_limit + 1e-9 * abs(bounded.lower_limit)
                end
                and case
                    when bounded.upper_basis is null then true
                    when bounded.upper_inclusive
                        then bounded.value <= bounded.upper_limit + 1e-9 * abs(bounded.upper_limit)
                    else bounded.value < bounded.upper_limit - 1e-9 * abs(bounded.upper_limit)
                end
        end as met
    from bounded
),

placed as (
    select
        judged.role,
        judged.source_row,
        judged.direction,
        judged.criterion_id,
        judged.lower_basis,
        judged.upper_basis,
        judged.lower_limit,
        judged.upper_limit,
        case when judged.met and judged.used then judged.grade else 0 end as grade,
        max(case when judged.met is null and judged.used then judged.grade else 0 end) over (
            partition by judged.role, judged.source_row, judged.direction
        ) as open_grade,
        max(case when judged.met and judged.alone then judged.grade else 0 end) over (
            partition by judged.role, judged.source_row, judged.direction
        ) as lowest_grade,
        -- What is open may be met.
        max(judged.grade) over (partition by judged.role, judged.source_row, judged.direction) as highest_grade,
        row_number() over (
            partition by judged.role, judged.source_row, judged.direction
            order by case when judged.met and judged.used then judged.grade else 0 end desc, judged.criterion_id
        ) as place
    from judged
    where judged.met is null or judged.met
),

-- A missing limit matters only where it could make the grade higher than the one that is sure.
sure as (
    select
        placed.role,
        placed.source_row,
        placed.direction,
        placed.criterion_id,
        placed.lower_basis,
        placed.upper_basis,
        placed.lower_limit,
        placed.upper_limit,
        placed.grade,
        placed.lowest_grade,
        placed.highest_grade,
        placed.open_grade > placed.grade as undecided
    from placed
    where placed.place = 1
),

-- Why a result has no grade; missing where it has one.
reason as (
    select
        lab_standard.role,
        lab_standard.source_row,
        lab_standard.direction,
        case
            -- A baseline that the study derived is its baseline all the same.
            when lab_standard.derived and lab_standard.phase <> 'baseline' then 'derived record'
            when lab_standard.recorded_value is null then 'no value'
            when lab_standard.recorded_value < 0 then 'negative value'
            when lab_standard.value is null then 'unknown unit'
            when not coalesce(sure.undecided, false) then null
            when lab_standard.direction = 'H' and lab_standard.range_high is null then 'missing range'
            when lab_standard.direction = 'L' and lab_standard.range_low is null then 'missing range'
            when lab_standard.baseline_unit_differs then 'unit of the baseline differs'
            when lab_standard.baseline is null then 'missing baseline'
            -- Creatinine of 6.0: whether the baseline was below the lower limit of normal.
            else 'missing range'
        end as not_graded
    from lab_standard
    left join sure
        on
            lab_standard.source_row = sure.source_row
            and lab_standard.direction = sure.direction
            and lab_standard.role = sure.role
)

select
    lab_standard.role,
    lab_standard.source_row,
    lab_standard.USUBJID,
    lab_standard.arm,
    lab_standard.analyte,
    lab_standard.direction,
    lab_standard.term,
    lab_standard.visit,
    lab_standard.day,
    lab_standard.phase,
    lab_standard.value,
    lab_standard.unit,
    -- Without a row of `sure` no criterion is met, and none is open.
    case when reason.not_graded is null then coalesce(sure.grade, 0) end as grade,
    -- By the value alone, and at most, were everything present that the value does not tell.
    case when reason.not_graded is null then coalesce(sure.lowest_grade, 0) end as lowest_grade,
    case when reason.not_graded is null then coalesce(sure.highest_grade, 0) end as highest_grade,
    reason.not_graded,
    case when reason.not_graded is null and sure.grade > 0 then sure.criterion_id end as criterion_id,
    case
        when reason.not_graded is not null or sure.grade = 0 then null
        when lab_standard.direction = 'H' then sure.lower_basis
        else sure.upper_basis
    end as basis,
    case when reason.not_graded is null and sure.grade > 0 then sure.lower_limit end as lower_limit,
    case when reason.not_graded is null and sure.grade > 0 then sure.upper_limit end as upper_limit,
    case
        when lab_standard.unit is not null and lab_standard.multiply is not null
            then
                lab_standard.recorded_unit || ' x ' || cast(lab_standard.multiply as varchar) || ' / '
                || cast(lab_standard.divide as varchar) || ' = ' || lab_standard.unit
                || coalesce('; corrected for albumin of ' || cast(lab_standard.albumin as varchar) || ' g/L', '')
    end as conversion
from lab_standard
inner join reason
    on
        lab_standard.source_row = reason.source_row
        and lab_standard.direction = reason.direction
        and lab_standard.role = reason.role
left join sure
    on
        lab_standard.source_row = sure.source_row
        and lab_standard.direction = sure.direction
        and lab_standard.role = sure.role
