-- What: who is in the safety analysis set, in which arm, how long exposed and how long at risk.
-- Grain: one row per subject of the safety set (SAFFL = Y, by actual treatment).
-- Reads: adsl, arm, death, study.
with dosed as (
    select
        adsl.USUBJID,
        arm.arm,
        adsl.TRTSDT as first_dose,
        -- A subject still on treatment is exposed up to the cut-off. A last dose or cut-off before the first dose is no
        -- date to count with: the subject is not timed, and no event is too late (a finding names the subject).
        case
            when coalesce(adsl.TRTEDT, study.cutoff_date) < adsl.TRTSDT then null
            else coalesce(adsl.TRTEDT, study.cutoff_date)
        end as last_dose,
        adsl.TRTSDT is not null
        and not coalesce(coalesce(adsl.TRTEDT, study.cutoff_date) < adsl.TRTSDT, false) as timed,
        adsl.EOSDT as end_of_study,
        death.death_date,
        death.USUBJID is not null as died,
        study.window_days,
        study.cutoff_date,
        study.days_per_year
    from adsl
    inner join arm on adsl.TRT01A = arm.arm
    cross join study
    left join death on adsl.USUBJID = death.USUBJID
    where adsl.SAFFL = 'Y'
),

followed as (
    select
        dosed.USUBJID,
        dosed.arm,
        dosed.first_dose,
        dosed.last_dose,
        dosed.timed,
        dosed.death_date,
        dosed.died,
        dosed.days_per_year,
        coalesce(
            dosed.last_dose + dosed.window_days, dosed.end_of_study, dosed.cutoff_date, dosed.last_dose
        ) as treatment_window_end,
        -- least() skips nulls: death and cut-off only end the risk where they exist. Without a window the
        -- risk ends with the study, or with the last dose where the end of study is not recorded.
        least(
            coalesce(dosed.last_dose + dosed.window_days, dosed.end_of_study, dosed.cutoff_date, dosed.last_dose),
            dosed.death_date,
            dosed.cutoff_date
        ) as risk_end,
        -- What is counted at any time is followed to death, end of study or cut-off, not to the end of the window.
        least(
            coalesce(
                dosed.death_date,
                dosed.end_of_study,
                dosed.cutoff_date,
                dosed.last_dose + dosed.window_days,
                dosed.last_dose
            ),
            dosed.cutoff_date
        ) as follow_up_end
    from dosed
),

counted as (
    select
        followed.USUBJID,
        followed.arm,
        followed.first_dose,
        followed.last_dose,
        followed.death_date,
        followed.died,
        followed.days_per_year,
        followed.treatment_window_end,
        followed.risk_end,
        followed.follow_up_end,
        date_diff('day', followed.first_dose, followed.last_dose) + 1 as exposure_days,
        -- The first dose day itself is at risk, whatever the dates of death and cut-off say. greatest() skips nulls:
        -- without a usable start or end a subject has no time at risk, not one day.
        case
            when followed.timed and followed.risk_end is not null
                then greatest(date_diff('day', followed.first_dose, followed.risk_end) + 1, 1)
        end as risk_days,
        case
            when followed.timed and followed.follow_up_end is not null
                then greatest(date_diff('day', followed.first_dose, followed.follow_up_end) + 1, 1)
        end as follow_up_days
    from followed
)

select
    counted.USUBJID,
    counted.arm,
    counted.first_dose,
    counted.last_dose,
    counted.exposure_days,
    counted.exposure_days / counted.days_per_year as patient_years,
    counted.died,
    counted.death_date,
    counted.treatment_window_end,
    counted.risk_end,
    counted.risk_days,
    counted.risk_days / counted.days_per_year as patient_years_at_risk,
    counted.follow_up_end,
    counted.follow_up_days
from counted
