-- What: the numbers of a subject's doses that are summarised by treatment, each with its name in number_summary.
-- Grain: one row per subject, treatment and item with a value.
-- Reads: subject_dose.
-- Without rows in subject_dose there is no row.
with item as (
    select
        subject_dose.USUBJID,
        subject_dose.arm,
        subject_dose.treatment,
        'days' as item,
        cast(null as varchar) as unit,
        cast(subject_dose.days as double) as number
    from subject_dose
    union all
    select
        subject_dose.USUBJID,
        subject_dose.arm,
        subject_dose.treatment,
        'cycles' as item,
        cast(null as varchar) as unit,
        cast(subject_dose.cycles as double) as number
    from subject_dose
    union all
    select
        subject_dose.USUBJID,
        subject_dose.arm,
        subject_dose.treatment,
        'doses' as item,
        cast(null as varchar) as unit,
        subject_dose.doses as number
    from subject_dose
    union all
    select
        subject_dose.USUBJID,
        subject_dose.arm,
        subject_dose.treatment,
        'cumulative_dose' as item,
        subject_dose.unit,
        subject_dose.cumulative_dose as number
    from subject_dose
    union all
    select
        subject_dose.USUBJID,
        subject_dose.arm,
        subject_dose.treatment,
        'dose_intensity' as item,
        subject_dose.unit,
        subject_dose.dose_intensity as number
    from subject_dose
    union all
    select
        subject_dose.USUBJID,
        subject_dose.arm,
        subject_dose.treatment,
        'relative_dose_intensity' as item,
        cast(null as varchar) as unit,
        subject_dose.relative_dose_intensity as number
    from subject_dose
)

select
    item.USUBJID,
    item.arm,
    item.treatment,
    item.item,
    -- Amounts in two units are two numbers.
    upper(item.unit) as unit,
    item.item || ' of ' || item.treatment || coalesce(' in ' || upper(item.unit), '') as variable,
    item.number
from item
where item.number is not null
