-- What: the subjects in the shape of ADSL.
-- Grain: one row per record of DM.
-- Reads: disposition_event, dm, enrolled, first_dose_time, first_last_dose, population_flag, presence, recorded_death.
with kinds as (
    -- A subject without an end is ongoing only where the study records such ends.
    select
        max(case when disposition_event.kind = 'study' then 1 else 0 end) as study_ends,
        max(case when disposition_event.kind = 'treatment' then 1 else 0 end) as treatment_ends
    from disposition_event
)

select
    dm.source_row,
    dm.STUDYID,
    dm.USUBJID,
    dm.SUBJID,
    dm.SITEID,
    dm.COUNTRY,
    dm.ARM,
    dm.ARM as TRT01P,
    -- Without an actual arm the planned one, unless DM says why there is none (not treated, unplanned treatment).
    case
        when not enrolled.without_actual_arm then coalesce(dm.ACTARM, dm.ARM)
        when upper(dm.ACTARM) <> 'NOT TREATED' then dm.ACTARM
    end as TRT01A,
    case when enrolled.enrolled and first_last_dose.USUBJID is not null then 'Y' else 'N' end as SAFFL,
    population_flag.ITTFL,
    population_flag.FASFL,
    population_flag.PPROTFL,
    first_last_dose.first_dose as TRTSDT,
    first_last_dose.first_dose_flag as TRTSDTF,
    first_dose_time.TRTSDTM,
    first_last_dose.last_dose as TRTEDT,
    first_last_dose.last_dose_flag as TRTEDTF,
    dm.AGE,
    dm.AGEU,
    dm.SEX,
    dm.RACE,
    dm.ETHNIC,
    presence.consent_date as RFICDT,
    case
        when treatment_end.status is not null then treatment_end.status
        -- Who has left the study is not treated any more, however that ended.
        when
            kinds.treatment_ends = 1 and first_last_dose.USUBJID is not null and study_end.USUBJID is null
            then 'ONGOING'
    end as EOTSTT,
    treatment_end.reason as DCTREAS,
    treatment_end.event_date as EOTDT,
    case
        when study_end.status is not null then study_end.status
        when kinds.study_ends = 1 and enrolled.enrolled then 'ONGOING'
    end as EOSSTT,
    study_end.reason as DCSREAS,
    coalesce(study_end.event_date, presence.end_date) as EOSDT,
    presence.last_date as DSLASTDT,
    case when recorded_death.USUBJID is not null then 'Y' end as DTHFL,
    recorded_death.death_date as DTHDT,
    recorded_death.domain as DTHDOM,
    recorded_death.said as DTHSAID,
    recorded_death.DTHDTC
from dm
cross join kinds
inner join enrolled on dm.source_row = enrolled.source_row
inner join presence on dm.source_row = presence.source_row
left join first_last_dose on dm.USUBJID = first_last_dose.USUBJID
left join first_dose_time on dm.USUBJID = first_dose_time.USUBJID
left join population_flag on dm.source_row = population_flag.source_row
left join disposition_event as treatment_end
    on dm.USUBJID = treatment_end.USUBJID and treatment_end.kind = 'treatment'
left join disposition_event as study_end on dm.USUBJID = study_end.USUBJID and study_end.kind = 'study'
left join recorded_death on dm.USUBJID = recorded_death.USUBJID
order by dm.source_row
