-- What: the CTCAE grade of each laboratory result in each direction, by which criterion; or why there is none.
-- Grain: one row per result and direction.
-- Reads: lab_criterion, lab_standard.
with bounded as (
    select
        lab_standard.source_row,
        lab_standard.direction,
        lab_standard.value,
        lab_standard.range_high,
        lab_criterion.criterion_id,
        lab_criterion.grade,
        lab_criterion.lower,
        lab_criterion.lower_basis,
        lab_criterion.lower_inclusive,
        lab_criterion.upper_basis,
        lab_criterion.upper_inclusive,
        lab_criterion.condition,
        lab_standard.baseline_abnormal,
        case lab_criterion.condition
            when 'baseline normal' then lab_standard.on_own_range or not lab_standard.baseline_abnormal
            when 'baseline abnormal' then lab_standard.baseline_abnormal
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
        case lab_criterion.lower_basis
            when 'value' then lab_criterion.lower
            when 'x ULN' then lab_criterion.lower * lab_standard.range_high
            when 'x LLN' then lab_criterion.lower * lab_standard.range_low
            when 'x baseline' then lab_criterion.lower * lab_standard.baseline
            when 'above ULN' then lab_criterion.lower + lab_standard.range_high
            when 'above baseline' then lab_criterion.lower + lab_standard.baseline
        end as lower_limit,
        case lab_criterion.upper_basis
            when 'value' then lab_criterion.upper
            when 'x ULN' then lab_criterion.upper * lab_standard.range_high
            when 'x LLN' then lab_criterion.upper * lab_standard.range_low
            when 'x baseline' then lab_criterion.upper * lab_standard.baseline
            when 'above ULN' then lab_criterion.upper + lab_standard.range_high
            when 'above baseline' then lab_criterion.upper + lab_standard.baseline
        end as upper_limit
    from lab_standard
    inner join lab_criterion
        on lab_standard.term = lab_criterion.term and lab_standard.direction = lab_criterion.direction
    where
        lab_criterion.used
        and lab_standard.value >= 0
        and not (
            lab_standard.on_own_range
            and (
                coalesce(lab_criterion.lower_basis, '') in ('x baseline', 'above baseline')
                or coalesce(lab_criterion.upper_basis, '') in ('x baseline', 'above baseline')
            )
        )
),

-- True, false, or null where a range or a baseline that would decide is missing. A limit is met to nine digits:
-- 1.8 is not above 1.5 x 1.2, whatever binary fractions make of it.
judged as (
    select
        bounded.source_row,
        bounded.direction,
        bounded.criterion_id,
        bounded.grade,
        bounded.lower_basis,
        bounded.upper_basis,
        bounded.lower_limit,
        bounded.upper_limit,
        case
            -- An abnormal baseline, were it one, is above the range: what is counted from it is not reached here.
            when
                bounded.condition = 'baseline abnormal'
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
        judged.source_row,
        judged.direction,
        judged.criterion_id,
        judged.lower_basis,
        judged.upper_basis,
        judged.lower_limit,
        judged.upper_limit,
        case when judged.met then judged.grade else 0 end as grade,
        max(case when judged.met is null then judged.grade else 0 end) over (
            partition by judged.source_row, judged.direction
        ) as open_grade,
        row_number() over (
            partition by judged.source_row, judged.direction
            order by case when judged.met then judged.grade else 0 end desc, judged.criterion_id
        ) as place
    from judged
    where judged.met is null or judged.met
),

-- A missing limit matters only where it could make the grade higher than the one that is sure.
sure as (
    select
        placed.source_row,
        placed.direction,
        placed.criterion_id,
        placed.lower_basis,
        placed.upper_basis,
        placed.lower_limit,
        placed.upper_limit,
        placed.grade,
        placed.open_grade > placed.grade as undecided
    from placed
    where placed.place = 1
),

-- Why a result has no grade; missing where it has one.
reason as (
    select
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
            else 'missing baseline'
        end as not_graded
    from lab_standard
    left join sure on lab_standard.source_row = sure.source_row and lab_standard.direction = sure.direction
)

select
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
    end as conversion
from lab_standard
inner join reason on lab_standard.source_row = reason.source_row and lab_standard.direction = reason.direction
left join sure on lab_standard.source_row = sure.source_row and lab_standard.direction = sure.direction
