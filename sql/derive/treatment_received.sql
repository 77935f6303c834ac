-- What: does what each subject got fit its actual arm; if not, which arm it fits.
-- Grain: one row per subject of the safety set with a dose of a named treatment.
-- Reads: treatment_arm, treatment_given.
with fit as (
    select
        treatment_given.USUBJID,
        treatment_given.arm as actual_arm,
        treatment_arm.arm,
        min(case when treatment_arm.of_arm then 1 else 0 end) as fits
    from treatment_given
    inner join treatment_arm on treatment_given.treatment = treatment_arm.treatment
    group by treatment_given.USUBJID, treatment_given.arm, treatment_arm.arm
),

weighed as (
    select
        fit.USUBJID,
        fit.actual_arm,
        max(case when fit.arm = fit.actual_arm then fit.fits end) as fits_actual,
        sum(fit.fits) as fitting_arms,
        min(case when fit.fits = 1 then fit.arm end) as fitting_arm,
        string_agg(case when fit.fits = 1 then fit.arm end, ' or ' order by fit.arm) as fitting
    from fit
    group by fit.USUBJID, fit.actual_arm
),

named as (
    select
        treatment_given.USUBJID,
        string_agg(treatment_given.treatment, ', ' order by treatment_given.treatment) as treatments
    from treatment_given
    group by treatment_given.USUBJID
)

select
    weighed.USUBJID,
    weighed.actual_arm,
    named.treatments,
    case
        when weighed.fits_actual = 1 then 'actual arm'
        when weighed.fitting_arms = 0 then 'several arms'
        else 'another arm'
    end as fits,
    weighed.fitting,
    -- Where more than one arm has what the subject got, or none has all of it, the actual arm stays.
    case when weighed.fits_actual = 0 and weighed.fitting_arms = 1 then weighed.fitting_arm else weighed.actual_arm end
        as received_arm
from weighed
inner join named on weighed.USUBJID = named.USUBJID
