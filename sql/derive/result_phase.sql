-- What: the baseline of each result, and which results lie before the first dose, after it, or after the window.
-- Grain: one row per result of a subject of the safety set; of a QTcF that is derived, the record of its QT.
-- Reads: lab_measured, measurement_time, qtcf_derived, vital_measured.
--
-- A laboratory test has a baseline by its code, and that of another code of the analyte (ALT, SGPT) where it has none.
-- What is measured lying and standing has one of each time point, and that of another one where it has none.
with sign as (
    select
        vital_measured.dataset,
        vital_measured.source_row,
        vital_measured.parameter,
        vital_measured.value
    from vital_measured
    where vital_measured.value is not null
    union all
    select
        'adeg' as dataset,
        qtcf_derived.source_row,
        'QTCF' as parameter,
        qtcf_derived.value
    from qtcf_derived
),

valued as (
    select
        'adlb' as dataset,
        lab_measured.source_row,
        lab_measured.analyte as parameter,
        lab_measured.PARAMCD as code,
        '' as time_point,
        lab_measured.sequence_number,
        lab_measured.derived,
        lab_measured.value,
        lab_measured.value >= 0 as usable,
        lab_measured.unit,
        lab_measured.range_high,
        lab_measured.range_low,
        lab_measured.visit
    from lab_measured
    union all
    select
        sign.dataset,
        sign.source_row,
        sign.parameter,
        sign.parameter as code,
        coalesce(vital_measured.time_point, '') as time_point,
        vital_measured.sequence_number,
        vital_measured.derivation is not null as derived,
        sign.value,
        true as usable,
        cast(null as varchar) as unit,
        cast(null as double) as range_high,
        cast(null as double) as range_low,
        cast(null as varchar) as visit
    from sign
    inner join vital_measured on sign.dataset = vital_measured.dataset and sign.source_row = vital_measured.source_row
),

measured as (
    select
        valued.dataset,
        valued.source_row,
        valued.parameter,
        valued.code,
        valued.time_point,
        valued.sequence_number,
        valued.derived,
        valued.value,
        valued.usable,
        valued.unit,
        valued.range_high,
        valued.range_low,
        valued.visit,
        measurement_time.USUBJID,
        measurement_time.arm,
        measurement_time.date,
        measurement_time.moment,
        measurement_time.dose_moment,
        measurement_time.day,
        measurement_time.window_end_day,
        measurement_time.after_cutoff,
        measurement_time.after_dose,
        measurement_time.flagged
    from valued
    inner join measurement_time
        on valued.dataset = measurement_time.dataset and valued.source_row = measurement_time.source_row
),

-- The last flagged up to the first dose; else the first flagged after it; else the last result up to the first dose.
candidate as (
    select
        measured.dataset,
        measured.source_row,
        measured.USUBJID,
        measured.parameter,
        measured.code,
        measured.time_point,
        measured.day,
        measured.moment,
        measured.sequence_number,
        measured.flagged,
        coalesce(measured.after_dose, false) as after_dose,
        measured.value,
        -- Of one moment the number of the record tells which is the later one; without numbers the higher value is
        -- taken, whatever the order of the file.
        row_number() over (
            partition by
                measured.dataset, measured.USUBJID, measured.parameter, measured.code, measured.time_point
            order by
                case when not measured.flagged then 3 when coalesce(measured.after_dose, false) then 2 else 1 end,
                case when measured.after_dose then measured.day end asc nulls last,
                case when measured.after_dose then measured.moment end asc nulls last,
                case when measured.after_dose then measured.sequence_number end asc nulls last,
                measured.day desc nulls last,
                measured.date desc nulls last,
                measured.moment desc nulls last,
                measured.sequence_number desc nulls last,
                measured.value desc nulls last,
                measured.unit asc nulls last,
                measured.range_high asc nulls last,
                measured.range_low asc nulls last,
                measured.visit asc nulls last,
                measured.source_row desc
        ) as place
    from measured
    where
        measured.usable
        and not measured.after_cutoff
        and (measured.flagged or (not measured.after_dose and not measured.derived and measured.day <= 1))
),

shared as (
    select
        candidate.dataset,
        candidate.source_row,
        candidate.USUBJID,
        candidate.parameter,
        row_number() over (
            partition by candidate.dataset, candidate.USUBJID, candidate.parameter
            order by
                case when candidate.flagged then 0 else 1 end,
                candidate.day desc nulls last,
                candidate.moment desc nulls last,
                candidate.sequence_number desc nulls last,
                candidate.code asc,
                candidate.value desc nulls last,
                candidate.source_row desc
        ) as place
    from candidate
    where candidate.place = 1 and not candidate.after_dose
)

select
    measured.dataset,
    measured.source_row,
    measured.parameter,
    measured.USUBJID,
    measured.arm,
    measured.day,
    measured.flagged,
    case
        when measured.after_cutoff then 'after cut-off'
        when measured.source_row = baseline.source_row then 'baseline'
        when measured.after_dose is null and not measured.flagged then 'undated'
        when
            not coalesce(measured.after_dose, false)
            -- Of the same day, the flagged baseline tells where the first dose lies if its time is not known.
            and not coalesce(
                baseline.flagged
                and measured.day = 1
                and baseline.day = 1
                and measured.dose_moment is null
                and measured.moment > baseline.moment,
                false
            )
            then 'before'
        when measured.day > measured.window_end_day then 'after window'
        else 'post-baseline'
    end as phase,
    measured.value,
    baseline.source_row as baseline_row,
    baseline.value as baseline_value,
    coalesce(own.flagged, false) as own_flagged
from measured
left join candidate as own
    on
        measured.dataset = own.dataset
        and measured.USUBJID = own.USUBJID
        and measured.parameter = own.parameter
        and measured.code = own.code
        and measured.time_point = own.time_point
        and own.place = 1
left join shared
    on
        measured.dataset = shared.dataset
        and measured.USUBJID = shared.USUBJID
        and measured.parameter = shared.parameter
        and shared.place = 1
left join measured as baseline
    on
        measured.dataset = baseline.dataset
        and measured.parameter = baseline.parameter
        and coalesce(own.source_row, shared.source_row) = baseline.source_row
