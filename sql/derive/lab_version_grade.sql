-- What: the CTCAE grade of each laboratory result by the study's version and by the next; or why there is none.
-- Grain: one row per result, direction and version (role): the study's, and the next where it names one.
-- Reads: lab_criterion_met, lab_standard.
-- Without rows in lab_standard there is no row.
with placed as (
    select
        criterion.role,
        criterion.source_row,
        criterion.direction,
        criterion.criterion_id,
        criterion.lower_basis,
        criterion.upper_basis,
        criterion.lower_limit,
        criterion.upper_limit,
        case when not criterion.is_open and criterion.used then criterion.grade else 0 end as grade,
        max(case when criterion.is_open and criterion.used then criterion.grade else 0 end) over (
            partition by criterion.role, criterion.source_row, criterion.direction
        ) as open_grade,
        max(case when not criterion.is_open and criterion.alone then criterion.grade else 0 end) over (
            partition by criterion.role, criterion.source_row, criterion.direction
        ) as lowest_grade,
        -- What is open may be met.
        max(criterion.grade) over (
            partition by criterion.role, criterion.source_row, criterion.direction
        ) as highest_grade,
        row_number() over (
            partition by criterion.role, criterion.source_row, criterion.direction
            order by
                case when not criterion.is_open and criterion.used then criterion.grade else 0 end desc,
                criterion.criterion_id
        ) as place
    from lab_criterion_met as criterion
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
