-- What: is each treatment one of each arm, as the study file lists them or as the doses of the other subjects show.
-- Grain: one row per treatment that any subject got and arm.
-- Reads: arm, arm_treatment, treatment_given.
with arm_doses as (
    select
        treatment_given.arm,
        count(distinct treatment_given.USUBJID) as dosed_subjects
    from treatment_given
    group by treatment_given.arm
),

treatment as (
    select
        treatment_given.treatment,
        max(case when treatment_given.placebo then 1 else 0 end) = 1 as placebo
    from treatment_given
    group by treatment_given.treatment
),

given as (
    select
        treatment_given.arm,
        treatment_given.treatment,
        count(*) as subjects
    from treatment_given
    group by treatment_given.arm, treatment_given.treatment
),

listed as (
    select
        arm_treatment.treatment,
        count(*) as arms
    from arm_treatment
    group by arm_treatment.treatment
),

shared as (
    select
        treatment.treatment,
        treatment.placebo,
        arm.arm,
        -- An arm of placebo alone: no other treatment beside it in its name.
        upper(arm.arm) in ('PBO', 'PLACEBO')
        or (
            (upper(arm.arm) like '%PLACEBO%' or upper(arm.label) like '%PLACEBO%')
            and regexp_extract(upper(arm.arm), '([+&/,]| AND | PLUS | WITH | OR )', 1) = ''
        ) as placebo_alone,
        coalesce(given.subjects, 0) as subjects,
        arm_doses.dosed_subjects,
        coalesce(given.subjects, 0) / cast(arm_doses.dosed_subjects as double) as share,
        max(coalesce(given.subjects, 0) / cast(arm_doses.dosed_subjects as double)) over (
            partition by treatment.treatment
        ) as largest_share,
        sum(case when given.subjects > 0 then 1 else 0 end) over (partition by treatment.treatment) as arms_with_it,
        listed.arms is not null as listed,
        arm_treatment.arm is not null as listed_here
    from treatment
    cross join arm
    left join arm_doses on arm.arm = arm_doses.arm
    left join given on arm.arm = given.arm and treatment.treatment = given.treatment
    left join listed on treatment.treatment = listed.treatment
    left join arm_treatment on arm.arm = arm_treatment.arm and treatment.treatment = arm_treatment.treatment
    -- Subjects were given the treatment of an arm of the data, not of several arms shown together.
    where not arm.pooled
)

select
    shared.treatment,
    shared.arm,
    shared.subjects,
    coalesce(shared.dosed_subjects, 0) as dosed_subjects,
    case
        when shared.listed then shared.listed_here
        -- Of an arm without a dose nothing is known.
        when shared.dosed_subjects is null then true
        -- Nothing but placebo is a treatment of a placebo arm, unless as many of its subjects got it as of another arm,
        -- or most did: then the name does not tell the arms apart (a blinded one, or a background treatment).
        when shared.placebo_alone and not shared.placebo
            then shared.share > 0.75 * shared.largest_share and (shared.share > 0.5 or shared.arms_with_it > 1)
        -- Else a treatment is foreign to an arm where it is rare against the arm that has it most: at most a quarter of
        -- that share. One of hardly anybody tells nothing.
        else shared.share > 0.25 * shared.largest_share or shared.largest_share <= 0.05
    end as of_arm
from shared
