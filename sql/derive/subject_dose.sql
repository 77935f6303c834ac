-- What: how much each subject got of each treatment, how intensely, and how often the dose was changed.
-- Grain: one row per subject of the safety set and treatment that the subject got.
-- Reads: dose_record, dosing.
-- Without rows in dose_record there is no row.
-- Dose intensity: Hryniuk and Bush 1984, J Clin Oncol 2:1281-1288: the amount by the weeks from the first dose to the
-- end of the last cycle, which may lie after the cut-off; relative to the planned doses of a cycle by its weeks.
with course as (
    select
        dose_record.USUBJID,
        dose_record.arm,
        dose_record.treatment,
        min(dose_record.label) as label,
        -- A placebo has no amount.
        max(case when dose_record.placebo then 1 else 0 end) = 1 as placebo,
        min(dose_record.unit) as unit,
        min(dose_record.start_date) as first_date,
        max(coalesce(dose_record.end_date, dose_record.start_date)) as last_date,
        min(dose_record.cycle_doses) as cycle_doses,
        min(dose_record.cycle_days) as cycle_days,
        count(distinct dose_record.cycle) as cycles,
        count(distinct upper(dose_record.unit)) as units,
        count(dose_record.doses) as countable,
        count(dose_record.not_summed) as not_summed,
        count(*) as records,
        count(dose_record.start_date) as dated,
        count(dose_record.dose) as measured,
        sum(dose_record.doses order by dose_record.source_row) as doses,
        sum(dose_record.amount order by dose_record.source_row) as amount
    from dose_record
    where dose_record.given
    group by dose_record.USUBJID, dose_record.arm, dose_record.treatment
),

cycle_start as (
    -- Without cycles each record of a regimen is one of its own.
    select
        dose_record.USUBJID,
        dose_record.treatment,
        min(dose_record.start_date) as start_date,
        min(dose_record.cycle_days) as cycle_days
    from dose_record
    where dose_record.given and dose_record.record in ('dose', 'cycle') and dose_record.start_date is not null
    group by
        dose_record.USUBJID,
        dose_record.treatment,
        dose_record.cycle,
        case when dose_record.cycle is null then dose_record.start_date end
),

begun as (
    select
        cycle_start.USUBJID,
        cycle_start.treatment,
        cycle_start.start_date,
        cycle_start.start_date + cast(cycle_start.cycle_days as integer) as ends
    from cycle_start
    union all
    -- Daily doses go on the day after the last.
    select
        dose_record.USUBJID,
        dose_record.treatment,
        dose_record.start_date,
        dose_record.end_date + 1 as ends
    from dose_record
    where dose_record.given and dose_record.record = 'days' and dose_record.start_date is not null
),

gap as (
    select
        begun.USUBJID,
        begun.treatment,
        begun.ends,
        begun.start_date,
        max(begun.ends) over (
            partition by begun.USUBJID, begun.treatment
            order by begun.start_date, begun.ends
            rows between unbounded preceding and 1 preceding
        ) as due
    from begun
),

timed as (
    select
        gap.USUBJID,
        gap.treatment,
        max(gap.ends) as ends,
        count(case when date_diff('day', gap.due, gap.start_date) > dosing.delay_days then 1 end) as delays
    from gap
    cross join dosing
    group by gap.USUBJID, gap.treatment
),

day_dose as (
    -- What starts on one day is one dose, in two strengths perhaps.
    select
        dose_record.USUBJID,
        dose_record.treatment,
        dose_record.start_date,
        upper(dose_record.unit) as unit,
        sum(dose_record.dose order by dose_record.source_row) as dose
    from dose_record
    where dose_record.given and dose_record.dose > 0 and dose_record.start_date is not null
    group by dose_record.USUBJID, dose_record.treatment, dose_record.start_date, upper(dose_record.unit)
),

step as (
    select
        day_dose.USUBJID,
        day_dose.treatment,
        day_dose.dose,
        lag(day_dose.dose) over (
            partition by day_dose.USUBJID, day_dose.treatment, day_dose.unit
            order by day_dose.start_date
        ) as dose_before
    from day_dose
),

reduced as (
    select
        step.USUBJID,
        step.treatment,
        count(
            case when step.dose < step.dose_before * (1 - dosing.reduction_percent / 100.0) then 1 end
        ) as reductions
    from step
    cross join dosing
    group by step.USUBJID, step.treatment
),

left_out as (
    select
        dose_record.USUBJID,
        dose_record.treatment,
        count(*) as left_out
    from dose_record
    where not dose_record.given
    group by dose_record.USUBJID, dose_record.treatment
),

first_plan as (
    select
        dose_record.USUBJID,
        dose_record.treatment,
        dose_record.planned_dose,
        row_number() over (
            partition by dose_record.USUBJID, dose_record.treatment
            order by dose_record.start_date, dose_record.source_row
        ) as place
    from dose_record
    where dose_record.given and dose_record.planned_dose is not null and dose_record.start_date is not null
),

summed as (
    select
        course.USUBJID,
        course.arm,
        course.treatment,
        course.label,
        case when course.units = 1 then course.unit end as unit,
        course.first_date,
        course.last_date,
        course.cycle_days,
        course.cycle_doses,
        course.placebo,
        case when course.cycles > 0 then course.cycles end as cycles,
        -- Of who has a record without a date, or without an end that is known, no time is known.
        case
            when course.dated = course.records and course.last_date >= course.first_date
                then date_diff('day', course.first_date, course.last_date) + 1
        end as days,
        case when course.countable = course.records then course.doses end as doses,
        case
            when course.not_summed = 0 and course.units <= 1 and not course.placebo then course.amount
        end as cumulative_dose,
        case
            when course.dated = course.records and timed.ends > course.first_date
                then date_diff('day', course.first_date, timed.ends)
        end as time_days,
        timed.delays,
        reduced.reductions,
        -- Of who has a dose without its amount or day, or in another unit, no fall may have been seen.
        course.dated = course.records and course.measured = course.records and course.units <= 1 as reductions_known,
        left_out.left_out,
        first_plan.planned_dose
    from course
    left join timed on course.USUBJID = timed.USUBJID and course.treatment = timed.treatment
    left join reduced on course.USUBJID = reduced.USUBJID and course.treatment = reduced.treatment
    left join left_out on course.USUBJID = left_out.USUBJID and course.treatment = left_out.treatment
    left join first_plan
        on course.USUBJID = first_plan.USUBJID and course.treatment = first_plan.treatment and first_plan.place = 1
)

select
    summed.USUBJID,
    summed.arm,
    summed.treatment,
    summed.label,
    summed.unit,
    summed.first_date,
    summed.last_date,
    summed.days,
    summed.doses,
    summed.cycles,
    summed.cumulative_dose,
    summed.time_days,
    7.0 * summed.cumulative_dose / summed.time_days as dose_intensity,
    7.0 * summed.planned_dose * summed.cycle_doses / summed.cycle_days as planned_intensity,
    100.0 * (summed.cumulative_dose / summed.time_days)
    / nullif(summed.planned_dose * summed.cycle_doses / summed.cycle_days, 0) as relative_dose_intensity,
    coalesce(summed.reductions, 0) as reductions,
    summed.reductions_known,
    coalesce(summed.delays, 0) as delays,
    summed.delays is not null as delays_known,
    coalesce(summed.left_out, 0) as left_out
from summed
