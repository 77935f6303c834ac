-- What: each vital sign and ECG interval: before or after the first dose, its baseline and its change from it.
-- Grain: one row per value of a subject of the safety set; of a QTcF that is derived, the record of its QT.
-- Reads: measurement_time, qtcf_derived, vital_measured.
with valued as (
    select
        vital_measured.dataset,
        vital_measured.source_row,
        vital_measured.parameter,
        vital_measured.value,
        vital_measured.recorded_baseline
    from vital_measured
    where vital_measured.value is not null
    union all
    select
        'adeg' as dataset,
        qtcf_derived.source_row,
        'QTCF' as parameter,
        qtcf_derived.value,
        cast(null as double) as recorded_baseline
    from qtcf_derived
),

measured as (
    select
        valued.dataset,
        valued.source_row,
        measurement_time.USUBJID,
        measurement_time.arm,
        valued.parameter,
        vital_measured.visit,
        vital_measured.visit_number,
        vital_measured.time_point,
        vital_measured.sequence_number,
        vital_measured.derivation,
        vital_measured.for_visit,
        measurement_time.day,
        measurement_time.moment,
        measurement_time.dose_moment,
        measurement_time.window_end_day,
        measurement_time.after_cutoff,
        measurement_time.after_dose,
        measurement_time.flagged,
        valued.value,
        valued.recorded_baseline
    from valued
    inner join vital_measured
        on valued.dataset = vital_measured.dataset and valued.source_row = vital_measured.source_row
    inner join measurement_time
        on valued.dataset = measurement_time.dataset and valued.source_row = measurement_time.source_row
),

-- The last flagged up to the first dose; else the first flagged after it; else the last value up to the first dose: as
-- of a laboratory result. What is measured lying and standing has a baseline of each.
candidate as (
    select
        measured.dataset,
        measured.source_row,
        measured.USUBJID,
        measured.parameter,
        measured.time_point,
        measured.day,
        measured.moment,
        measured.sequence_number,
        measured.flagged,
        coalesce(measured.after_dose, false) as after_dose,
        measured.value,
        row_number() over (
            partition by measured.USUBJID, measured.parameter, coalesce(measured.time_point, '')
            order by
                case when not measured.flagged then 3 when coalesce(measured.after_dose, false) then 2 else 1 end,
                case when measured.after_dose then measured.day end asc nulls last,
                measured.day desc nulls last,
                measured.moment desc nulls last,
                measured.sequence_number desc nulls last,
                measured.value desc,
                measured.source_row desc
        ) as place
    from measured
    where
        not measured.after_cutoff
        and (
            measured.flagged
            or (not measured.after_dose and measured.derivation is null and measured.day <= 1)
        )
),

shared as (
    select
        candidate.USUBJID,
        candidate.parameter,
        candidate.value,
        row_number() over (
            partition by candidate.USUBJID, candidate.parameter
            order by
                case when candidate.flagged then 0 else 1 end,
                candidate.day desc nulls last,
                candidate.moment desc nulls last,
                candidate.sequence_number desc nulls last,
                candidate.value desc,
                candidate.source_row desc
        ) as place
    from candidate
    where candidate.place = 1 and not candidate.after_dose
),

-- The means of replicates, where a subject has them, stand for the replicates; no other derived value is one.
averaged as (
    select distinct
        measured.USUBJID,
        measured.parameter
    from measured
    where measured.derivation = 'AVERAGE'
),

phased as (
    select
        measured.dataset,
        measured.source_row,
        measured.USUBJID,
        measured.arm,
        measured.parameter,
        measured.visit,
        measured.visit_number,
        measured.time_point,
        measured.for_visit,
        measured.day,
        case
            when measured.after_cutoff then 'after cut-off'
            when measured.source_row = own.source_row then 'baseline'
            when measured.after_dose is null and not measured.flagged then 'undated'
            when
                not coalesce(measured.after_dose, false)
                -- Of the same day, the flagged baseline tells where the first dose lies if its time is not known.
                and not coalesce(
                    own.flagged
                    and measured.day = 1
                    and own.day = 1
                    and measured.dose_moment is null
                    and measured.moment > own.moment,
                    false
                )
                then 'before'
            when measured.day > measured.window_end_day then 'after window'
            else 'post-baseline'
        end as phase,
        measured.value,
        -- Without a flag the data still say what their baseline is.
        coalesce(
            case when own.flagged then own.value end, measured.recorded_baseline, own.value, shared.value
        ) as baseline,
        case when averaged.USUBJID is null then measured.derivation is null else measured.derivation = 'AVERAGE' end
            as measured_so
    from measured
    left join candidate as own
        on
            measured.USUBJID = own.USUBJID
            and measured.parameter = own.parameter
            and coalesce(measured.time_point, '') = coalesce(own.time_point, '')
            and own.place = 1
    left join shared
        on measured.USUBJID = shared.USUBJID and measured.parameter = shared.parameter and shared.place = 1
    left join averaged on measured.USUBJID = averaged.USUBJID and measured.parameter = averaged.parameter
)

select
    phased.dataset,
    phased.source_row,
    phased.USUBJID,
    phased.arm,
    phased.parameter,
    phased.visit,
    phased.visit_number,
    phased.time_point,
    phased.for_visit,
    phased.day,
    phased.phase,
    phased.value,
    phased.baseline,
    round(phased.value - phased.baseline, 6) as change,
    phased.phase = 'post-baseline' and coalesce(phased.measured_so, false) as counted
from phased
