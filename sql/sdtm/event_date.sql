-- What: start and end of each adverse event, a partial date imputed and flagged with what of it is imputed.
-- Grain: one row per record of AE.
-- Reads: ae, first_last_dose, partial_date, recorded_death, study.
with possible as (
    select
        ae.source_row,
        ae.record_key,
        ae.AESTDTC,
        ae.AEENDTC,
        start_date.known_to as start_known_to,
        start_date.imputation_flag as ASTDTF,
        start_date.earliest as earliest_start,
        -- An event cannot start after it ended, but an end before every day that the start allows is no end.
        case
            when end_date.latest >= start_date.earliest then least(start_date.latest, end_date.latest)
            else start_date.latest
        end as latest_start,
        end_date.known_to as end_known_to,
        end_date.imputation_flag as AENDTF,
        end_date.earliest as earliest_end,
        end_date.latest as latest_end,
        -- least() skips what is missing.
        least(end_date.latest, recorded_death.death_date, study.cutoff_date) as followed_end,
        first_last_dose.first_dose
    from ae
    cross join study
    left join partial_date as start_date on ae.AESTDTC = start_date.date_text
    left join partial_date as end_date on ae.AEENDTC = end_date.date_text
    left join first_last_dose on ae.USUBJID = first_last_dose.USUBJID
    left join recorded_death on ae.USUBJID = recorded_death.USUBJID
),

started as (
    select
        possible.source_row,
        possible.record_key,
        possible.AESTDTC,
        possible.AEENDTC,
        -- The earliest day that the text allows, but the first dose where the text allows that too: an event that may
        -- be treatment-emergent is not made one of before.
        case
            when
                possible.start_known_to <> 'day'
                and possible.first_dose between possible.earliest_start and possible.latest_start
                then possible.first_dose
            else possible.earliest_start
        end as ASTDT,
        possible.ASTDTF,
        possible.end_known_to,
        possible.earliest_end,
        possible.latest_end,
        possible.followed_end,
        possible.AENDTF
    from possible
)

select
    started.source_row,
    started.record_key,
    started.AESTDTC,
    started.AEENDTC,
    started.ASTDT,
    started.ASTDTF,
    -- The latest day that the text, the death and the cut-off allow; not before the start where the text allows that.
    case
        when started.end_known_to = 'day' then started.earliest_end
        when started.earliest_end is not null
            then least(started.latest_end, greatest(started.earliest_end, started.ASTDT, started.followed_end))
    end as AENDT,
    started.AENDTF
from started
