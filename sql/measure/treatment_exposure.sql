-- What: how many subjects of each arm got each treatment, for how long: the agents of an arm.
-- Grain: one row per arm and treatment.
-- Reads: arm_member, arm_size, study, subject_dose.
-- Without rows in subject_dose there is no row.
with given as (
    select
        arm_member.arm,
        subject_dose.treatment,
        count(*) as subjects,
        sum(subject_dose.days) as days
    from subject_dose
    inner join arm_member on subject_dose.arm = arm_member.member
    group by arm_member.arm, subject_dose.treatment
),

treatment as (
    select
        subject_dose.treatment,
        min(subject_dose.label) as label,
        count(*) as subjects
    from subject_dose
    group by subject_dose.treatment
)

select
    arm_size.arm,
    treatment.treatment,
    treatment.label,
    coalesce(given.subjects, 0) as subjects,
    arm_size.arm_subjects,
    100.0 * coalesce(given.subjects, 0) / nullif(arm_size.arm_subjects, 0) as percent,
    -- Of subjects whose days are not known nothing is added; without any other it is not known either.
    case when given.subjects > 0 then given.days else 0 end / study.days_per_year as patient_years
from arm_size
cross join treatment
cross join study
left join given on arm_size.arm = given.arm and treatment.treatment = given.treatment
order by -treatment.subjects, treatment.treatment, arm_size.arm_order
