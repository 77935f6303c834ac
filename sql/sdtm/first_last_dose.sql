-- What: the first and the last dose of each subject who got one, where each is from, and what of it is imputed.
-- Grain: one row per subject with at least one dose given.
-- Reads: dm, dose_bound, full_date, recorded_death, study.
with reference as (
    select
        dm.USUBJID,
        max(first_exposure.full_date) as RFXSTDT,
        max(last_exposure.full_date) as RFXENDT,
        max(reference_start.full_date) as RFSTDT,
        max(reference_end.full_date) as RFENDT
    from dm
    left join full_date as first_exposure on dm.RFXSTDTC = first_exposure.date_text
    left join full_date as last_exposure on dm.RFXENDTC = last_exposure.date_text
    left join full_date as reference_start on dm.RFSTDTC = reference_start.date_text
    left join full_date as reference_end on dm.RFENDTC = reference_end.date_text
    group by dm.USUBJID
),

sourced as (
    select
        dose_bound.USUBJID,
        dose_bound.first_known_to,
        dose_bound.first_earliest,
        dose_bound.last_earliest,
        dose_bound.last_latest,
        dose_bound.last_month_missing,
        dose_bound.last_end,
        reference.RFXSTDT,
        reference.RFXENDT,
        reference.RFSTDT,
        reference.RFENDT,
        recorded_death.death_date,
        study.cutoff_date,
        -- DM must not contradict EX: its day is one on which the first dose can have been. A dose without a start may
        -- be the first, on any day that DM knows. RFSTDTC is another day in many studies.
        case
            when
                dose_bound.start_missing
                and coalesce(reference.RFXSTDT <= dose_bound.first_latest, reference.RFXSTDT is not null)
                then 'RFXSTDTC'
            when dose_bound.first_known_to = 'day' and dose_bound.first_earliest <= dose_bound.first_latest
                then 'EXSTDTC'
            when
                not dose_bound.start_missing
                and reference.RFXSTDT between dose_bound.first_earliest and dose_bound.first_latest
                then 'RFXSTDTC'
            when reference.RFSTDT between dose_bound.first_earliest and dose_bound.first_latest then 'RFSTDTC'
            when not dose_bound.start_missing then 'imputed'
        end as first_dose_from,
        -- Nor is its last day before the last dose can have been, or after it.
        case
            when not dose_bound.went_on then 'EXENDTC'
            when
                coalesce(reference.RFXENDT >= dose_bound.last_earliest, reference.RFXENDT is not null)
                and (dose_bound.open_ended or reference.RFXENDT <= dose_bound.last_latest)
                then 'RFXENDTC'
            when
                coalesce(reference.RFENDT >= dose_bound.last_earliest, reference.RFENDT is not null)
                and (dose_bound.open_ended or reference.RFENDT <= dose_bound.last_latest)
                then 'RFENDTC'
            when not dose_bound.open_ended then 'imputed'
        end as last_dose_from
    from dose_bound
    cross join study
    left join reference on dose_bound.USUBJID = reference.USUBJID
    left join recorded_death on dose_bound.USUBJID = recorded_death.USUBJID
)

select
    sourced.USUBJID,
    -- Imputed is the earliest day for the first dose and the latest for the last: no event that may be
    -- treatment-emergent is left out, and none that cannot be is counted.
    case sourced.first_dose_from
        when 'EXSTDTC' then sourced.first_earliest
        when 'RFXSTDTC' then sourced.RFXSTDT
        when 'RFSTDTC' then sourced.RFSTDT
        when 'imputed' then sourced.first_earliest
    end as first_dose,
    sourced.first_dose_from,
    case
        when sourced.first_dose_from = 'imputed' and sourced.first_known_to = 'year' then 'M'
        when sourced.first_dose_from = 'imputed' then 'D'
    end as first_dose_flag,
    case sourced.last_dose_from
        when 'EXENDTC' then sourced.last_end
        when 'RFXENDTC' then sourced.RFXENDT
        when 'RFENDTC' then sourced.RFENDT
        when 'imputed'
            then greatest(sourced.last_earliest, least(sourced.last_latest, sourced.death_date, sourced.cutoff_date))
    end as last_dose,
    sourced.last_dose_from,
    case
        when sourced.last_dose_from = 'imputed' and sourced.last_month_missing then 'M'
        when sourced.last_dose_from = 'imputed' then 'D'
    end as last_dose_flag
from sourced
