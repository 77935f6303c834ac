-- What: the last dose of each subject on any study day: what was given when, and until which day it is the last.
-- Grain: one row per subject and study day on which a dose record starts.
-- Reads: dose_record, subject.
-- Without rows in dose_record there is no row.
with treatment_day as (
    -- Two strengths of a treatment on one day are one dose.
    select
        dose_record.USUBJID,
        dose_record.start_date,
        dose_record.treatment,
        min(dose_record.label) as label,
        max(case when dose_record.placebo then 1 else 0 end) = 1 as placebo,
        case
            when count(dose_record.dose) = count(*) and count(distinct upper(dose_record.unit)) <= 1
                then sum(dose_record.dose order by dose_record.source_row)
        end as dose,
        min(dose_record.unit) as unit,
        max(dose_record.cycle) as cycle
    from dose_record
    where dose_record.given and dose_record.start_date is not null
    group by dose_record.USUBJID, dose_record.start_date, dose_record.treatment
),

given_day as (
    select
        treatment_day.USUBJID,
        treatment_day.start_date,
        string_agg(treatment_day.label, ' and ' order by treatment_day.label) as treatments,
        -- Of several treatments no amount is that of the dose, and of a placebo there is none.
        case when count(*) = 1 and not max(treatment_day.placebo) then max(treatment_day.dose) end as dose,
        case when count(*) = 1 then max(treatment_day.unit) end as unit,
        max(treatment_day.cycle) as cycle
    from treatment_day
    group by treatment_day.USUBJID, treatment_day.start_date
),

numbered as (
    select
        given_day.USUBJID,
        -- Study days have no day 0: the day before the first dose is day -1.
        date_diff('day', subject.first_dose, given_day.start_date)
        + case when given_day.start_date >= subject.first_dose then 1 else 0 end as from_day,
        given_day.treatments,
        given_day.dose,
        given_day.unit,
        given_day.cycle
    from given_day
    inner join subject on given_day.USUBJID = subject.USUBJID
    where subject.first_dose is not null
)

select
    numbered.USUBJID,
    numbered.from_day,
    lead(numbered.from_day) over (partition by numbered.USUBJID order by numbered.from_day) - 1 as to_day,
    numbered.treatments,
    numbered.dose,
    numbered.unit,
    numbered.cycle
from numbered
