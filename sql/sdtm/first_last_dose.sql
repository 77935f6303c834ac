-- What: the first and the last dose of each subject who got one, and which variable each date is from.
-- Grain: one row per subject with at least one dose given.
-- Reads: dm, dose, full_date.
with placed as (
    select
        dose.USUBJID,
        dose.start_known_to,
        dose.earliest_start,
        dose.latest_start,
        dose.end_date,
        -- A complete date before a partial one that begins with it.
        row_number() over (
            partition by dose.USUBJID
            order by
                case when dose.earliest_start is null then 1 else 0 end, dose.earliest_start, dose.latest_start,
                dose.sequence_number, dose.source_row
        ) as from_first,
        row_number() over (
            partition by dose.USUBJID
            order by
                case when dose.latest_start is null then 1 else 0 end, dose.latest_start desc, dose.earliest_start desc,
                dose.sequence_number desc, dose.source_row desc
        ) as from_last,
        max(dose.end_date) over (partition by dose.USUBJID) as last_end
    from dose
    where dose.given
),

recorded as (
    select
        placed.USUBJID,
        max(case when placed.from_first = 1 and placed.start_known_to = 'day' then placed.earliest_start end)
            as first_start,
        max(case when placed.from_last = 1 then placed.earliest_start end) as last_start,
        -- The last end counts only where the record that started last has its end.
        max(case when placed.from_last = 1 and placed.end_date is not null then placed.last_end end) as last_end
    from placed
    group by placed.USUBJID
),

reference as (
    select
        dm.USUBJID,
        max(first_exposure.full_date) as RFXSTDT,
        max(last_exposure.full_date) as RFXENDT,
        max(reference_end.full_date) as RFENDT
    from dm
    left join full_date as first_exposure on dm.RFXSTDTC = first_exposure.date_text
    left join full_date as last_exposure on dm.RFXENDTC = last_exposure.date_text
    left join full_date as reference_end on dm.RFENDTC = reference_end.date_text
    group by dm.USUBJID
),

sourced as (
    -- An end of DM that is before the last dose started is no end of it.
    select
        recorded.USUBJID,
        recorded.first_start,
        recorded.last_end,
        reference.RFXSTDT,
        reference.RFXENDT,
        reference.RFENDT,
        case
            when recorded.first_start is not null then 'EXSTDTC'
            when reference.RFXSTDT is not null then 'RFXSTDTC'
        end as first_dose_from,
        case
            when recorded.last_end is not null then 'EXENDTC'
            when reference.RFXENDT >= recorded.last_start then 'RFXENDTC'
            when reference.RFENDT >= recorded.last_start then 'RFENDTC'
        end as last_dose_from
    from recorded
    left join reference on recorded.USUBJID = reference.USUBJID
)

select
    sourced.USUBJID,
    coalesce(sourced.first_start, sourced.RFXSTDT) as first_dose,
    sourced.first_dose_from,
    case sourced.last_dose_from
        when 'EXENDTC' then sourced.last_end
        when 'RFXENDTC' then sourced.RFXENDT
        when 'RFENDTC' then sourced.RFENDT
    end as last_dose,
    sourced.last_dose_from
from sourced
