-- What: days, cycles, doses, cumulative dose, dose intensity and relative dose intensity of each treatment.
-- Grain: one row per treatment, item, unit and arm.
-- Reads: arm_size, dose_number, number_summary, subject_dose.
-- Without rows in subject_dose there is no row.
with spelled as (
    select
        subject_dose.treatment,
        upper(subject_dose.unit) as unit,
        min(subject_dose.unit) as spelling,
        min(subject_dose.label) as label
    from subject_dose
    group by subject_dose.treatment, upper(subject_dose.unit)
),

labelled as (
    select
        spelled.treatment,
        min(spelled.label) as label
    from spelled
    group by spelled.treatment
),

item as (
    select distinct
        dose_number.treatment,
        dose_number.item,
        dose_number.unit,
        dose_number.variable,
        case dose_number.item
            when 'days' then 1
            when 'cycles' then 2
            when 'doses' then 3
            when 'cumulative_dose' then 4
            when 'dose_intensity' then 5
            else 6
        end as item_order
    from dose_number
)

select
    item.treatment,
    labelled.label,
    item.item,
    spelled.spelling as unit,
    arm_size.arm,
    coalesce(number_summary.subjects, 0) as subjects,
    number_summary.mean,
    number_summary.sd,
    number_summary.q1,
    number_summary.median,
    number_summary.q3,
    number_summary.minimum,
    number_summary.maximum
from item
inner join labelled on item.treatment = labelled.treatment
cross join arm_size
left join spelled on item.treatment = spelled.treatment and item.unit = spelled.unit
left join number_summary
    on
        item.variable = number_summary.variable
        and arm_size.arm = number_summary.arm
        and number_summary.analysis_set = 'safety'
order by item.treatment, item.item_order, item.unit, arm_size.arm_order
