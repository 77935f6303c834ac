-- What: who is in the safety analysis set, in which arm, how long exposed and how long at risk.
-- Grain: one row per subject of the safety set (SAFFL = Y, by actual treatment).
-- Reads: adsl, arm, death, end_of_study, study, treatment_received.
with dosed as (
    -- The cut-off cuts the doses as it cuts everything else; who is still treated is exposed up to it.
    select
        adsl.USUBJID,
        -- Who got the treatment of another arm is counted there only where the study file says so.
        case
            when study.population_by = 'treatment received' then coalesce(treatment_received.received_arm, arm.arm)
            else arm.arm
        end as arm,
        adsl.TRTSDT as first_dose,
        case
            when end_of_study.treated_at_cutoff then study.cutoff_date
            when adsl.TRTEDT is not null then least(adsl.TRTEDT, study.counted_until)
        end as last_dose,
        end_of_study.end_date as end_of_study,
        end_of_study.source as end_of_study_source,
        death.death_date,
        death.USUBJID is not null as died,
        study.window_days,
        study.cutoff_date,
        study.counted_until,
        study.days_per_year
    from adsl
    inner join arm on adsl.TRT01A = arm.arm
    inner join end_of_study on adsl.USUBJID = end_of_study.USUBJID
    cross join study
    left join death on adsl.USUBJID = death.USUBJID and death.counted
    left join treatment_received on adsl.USUBJID = treatment_received.USUBJID
    where adsl.SAFFL = 'Y'
),

timed as (
    -- Without a first dose, or a last dose on or after it, a subject counts but is not timed: it is in no rate, and no
    -- event is too late (a finding names it).
    select
        dosed.USUBJID,
        dosed.arm,
        dosed.first_dose,
        case when not coalesce(dosed.last_dose < dosed.first_dose, false) then dosed.last_dose end as last_dose,
        coalesce(dosed.first_dose <= dosed.last_dose, false) as timed,
        dosed.end_of_study,
        dosed.end_of_study_source,
        dosed.death_date,
        dosed.died,
        dosed.window_days,
        dosed.cutoff_date,
        dosed.counted_until,
        dosed.days_per_year
    from dosed
),

followed as (
    select
        timed.USUBJID,
        timed.arm,
        timed.first_dose,
        timed.last_dose,
        timed.timed,
        timed.end_of_study,
        timed.end_of_study_source,
        timed.death_date,
        timed.died,
        timed.days_per_year,
        timed.last_dose + timed.window_days as window_end,
        -- Whether a death is in the risk period is not asked of the death.
        coalesce(
            timed.last_dose + timed.window_days,
            case when timed.end_of_study_source <> 'death' then timed.end_of_study end,
            timed.cutoff_date,
            timed.last_dose
        ) as treatment_window_end,
        -- least() skips nulls: end of study, death and cut-off only end the risk where they are known.
        least(
            coalesce(timed.last_dose + timed.window_days, timed.end_of_study, timed.cutoff_date, timed.last_dose),
            timed.end_of_study,
            timed.death_date,
            timed.counted_until
        ) as risk_end,
        -- What is counted at any time is followed to the end of study, death or cut-off, not to the end of the window.
        least(
            coalesce(timed.end_of_study, timed.cutoff_date, timed.last_dose + timed.window_days, timed.last_dose),
            timed.death_date,
            timed.counted_until
        ) as follow_up_end
    from timed
),

counted as (
    select
        followed.USUBJID,
        followed.arm,
        followed.first_dose,
        followed.last_dose,
        followed.timed,
        followed.end_of_study,
        followed.end_of_study_source,
        followed.death_date,
        followed.died,
        followed.days_per_year,
        followed.window_end,
        followed.treatment_window_end,
        followed.risk_end,
        followed.follow_up_end,
        case
            when followed.timed then date_diff('day', followed.first_dose, followed.last_dose) + 1
        end as exposure_days,
        -- The first dose day itself is at risk, whatever the dates of death and end of study say.
        case
            when followed.timed then greatest(date_diff('day', followed.first_dose, followed.risk_end) + 1, 1)
        end as risk_days,
        case
            when followed.timed then greatest(date_diff('day', followed.first_dose, followed.follow_up_end) + 1, 1)
        end as follow_up_days
    from followed
)

select
    counted.USUBJID,
    counted.arm,
    counted.first_dose,
    counted.last_dose,
    counted.timed,
    counted.exposure_days,
    counted.exposure_days / counted.days_per_year as patient_years,
    counted.died,
    counted.death_date,
    counted.end_of_study,
    counted.end_of_study_source,
    counted.window_end,
    counted.treatment_window_end,
    counted.risk_end,
    counted.risk_days,
    counted.risk_days / counted.days_per_year as patient_years_at_risk,
    counted.follow_up_end,
    counted.follow_up_days
from counted
