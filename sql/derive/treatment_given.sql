-- What: the treatments that each subject got a dose of; 0 of anything in an arm of a placebo is placebo.
-- Grain: one row per subject of the safety set and treatment (EXTRT in capitals).
-- Reads: adex, adsl, arm, collected, study.
with amount as (
    select max(collected.filled) as filled
    from collected
    where collected.dataset = 'adex' and collected.variable = 'EXDOSE'
),

compared_arm as (
    select
        arm.arm,
        upper(arm.arm) like '%PLACEBO%'
        or upper(arm.arm) = 'PBO'
        or upper(arm.label) like '%PLACEBO%' as placebo_arm
    from arm
),

dose as (
    select
        adsl.USUBJID,
        compared_arm.arm,
        compared_arm.placebo_arm,
        upper(trim(adex.EXTRT)) as treatment,
        adex.EXDOSE,
        adex.ASTDT,
        upper(adex.EXTRT) like '%PLACEBO%' or upper(trim(adex.EXTRT)) = 'PBO' or upper(adex.EXTRT) like '%VEHICLE%'
        or upper(adex.EXTRT) like '%SHAM%' as placebo_name
    from adex
    inner join adsl on adex.USUBJID = adsl.USUBJID
    inner join compared_arm on adsl.TRT01A = compared_arm.arm
    cross join study
    where
        adsl.SAFFL = 'Y' and adex.EXTRT is not null
        -- A dose after the cut-off is none yet; one without a day may have been given before it.
        and not coalesce(adex.ASTDT > study.counted_until, false)
)

select
    dose.USUBJID,
    dose.arm,
    case when dose.placebo_arm and dose.EXDOSE = 0 and not dose.placebo_name then 'PLACEBO' else dose.treatment end
        as treatment,
    max(case when dose.placebo_name or (dose.placebo_arm and dose.EXDOSE = 0) then 1 else 0 end) = 1 as placebo,
    min(dose.ASTDT) as first_date,
    max(dose.EXDOSE) as largest_dose
from dose
cross join amount
where
    dose.EXDOSE > 0
    or dose.placebo_name
    or (dose.placebo_arm and dose.EXDOSE = 0)
    -- An amount that is not known is none where others have one.
    or (dose.EXDOSE is null and coalesce(amount.filled, 0) = 0)
group by
    dose.USUBJID,
    dose.arm,
    case when dose.placebo_arm and dose.EXDOSE = 0 and not dose.placebo_name then 'PLACEBO' else dose.treatment end
