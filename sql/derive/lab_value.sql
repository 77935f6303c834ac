-- What: every laboratory result that can be graded, when it was taken, and the baseline it is held against.
-- Grain: one row per record of ADLB of a subject of the safety set whose parameter is an analyte, measured in blood.
-- Reads: adlb, lab_parameter, lab_unit, measurement_time.
-- Without rows in adlb there is no row.
with known_unit as (
    select distinct
        lab_unit.analyte,
        lab_unit.from_unit
    from lab_unit
),

-- ADaM writes the unit at the end of PARAM: Sodium (mmol/L). What stands there may be something else: Calcium (total).
named as (
    select
        adlb.source_row,
        nullif(trim(regexp_extract(adlb.PARAM, '[(]((?:[^()]|[(][^()]*[)])*)[)] *$', 1)), '') as unit
    from adlb
),

measured as (
    select
        adlb.source_row,
        adlb.USUBJID,
        measurement_time.arm,
        adlb.PARAMCD,
        lab_parameter.analyte,
        adlb.AVISIT as visit,
        measurement_time.dose_moment,
        measurement_time.window_end_day,
        measurement_time.after_cutoff,
        measurement_time.date,
        measurement_time.moment,
        measurement_time.day,
        measurement_time.after_dose,
        adlb.AVAL as value,
        -- PARAM has the unit of AVAL; LBSTRESU that of the collected result, from which AVAL may have been converted.
        coalesce(
            adlb.AVALU,
            case when known_unit.from_unit is not null then named.unit end,
            adlb.LBSTRESU,
            lab_parameter.unit,
            named.unit
        ) as unit,
        -- A range with its limits reversed is none; nor is an upper limit of 0, which would make any value a multiple.
        case when not coalesce(adlb.ANRLO > adlb.ANRHI, false) and adlb.ANRLO >= 0 then adlb.ANRLO end as range_low,
        case when not coalesce(adlb.ANRLO > adlb.ANRHI, false) and adlb.ANRHI > 0 then adlb.ANRHI end as range_high,
        adlb.BASE as recorded_baseline,
        adlb.DTYPE is not null as derived,
        coalesce(adlb.LBSEQ, adlb.ASEQ) as sequence_number,
        measurement_time.flagged
    from adlb
    inner join measurement_time
        on measurement_time.dataset = 'adlb' and adlb.source_row = measurement_time.source_row
    inner join named on adlb.source_row = named.source_row
    inner join lab_parameter on upper(adlb.PARAMCD) = lab_parameter.paramcd
    left join known_unit
        on
            lab_parameter.analyte = known_unit.analyte
            and upper(replace(replace(replace(named.unit, 'µ', 'u'), 'μ', 'u'), ' ', '')) = known_unit.from_unit
    where
        -- Glucose of urine is another test than that of blood.
        not coalesce(upper(adlb.PARAM) like '%URIN%', false)
        and not coalesce(upper(adlb.PARCAT1) like '%URIN%', false)
        and not coalesce(upper(adlb.LBCAT) like '%URIN%', false)
        and (
            adlb.LBSPEC is null
            or upper(adlb.LBSPEC) like '%BLOOD%'
            or upper(adlb.LBSPEC) like '%SERUM%'
            or upper(adlb.LBSPEC) like '%PLASMA%'
        )
),

-- The last flagged up to the first dose; else the first flagged after it; else the last result up to the first dose.
candidate as (
    select
        measured.source_row,
        measured.USUBJID,
        measured.PARAMCD,
        measured.analyte,
        measured.day,
        measured.moment,
        measured.sequence_number,
        measured.flagged,
        coalesce(measured.after_dose, false) as after_dose,
        -- Of one moment the number of the record tells which is the later one; without numbers the higher value is
        -- taken, whatever the order of the file.
        row_number() over (
            partition by measured.USUBJID, measured.PARAMCD
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
        measured.value >= 0
        and not measured.after_cutoff
        and (measured.flagged or (not measured.after_dose and not measured.derived and measured.day <= 1))
),

-- An analyte with several codes (ALT, SGPT) has the baseline of another code where one has none.
shared as (
    select
        candidate.source_row,
        candidate.USUBJID,
        candidate.analyte,
        row_number() over (
            partition by candidate.USUBJID, candidate.analyte
            order by
                case when candidate.flagged then 0 else 1 end,
                candidate.day desc nulls last,
                candidate.moment desc nulls last,
                candidate.sequence_number desc nulls last,
                candidate.PARAMCD asc
        ) as place
    from candidate
    where candidate.place = 1 and not candidate.after_dose
)

select
    measured.source_row,
    measured.USUBJID,
    measured.arm,
    measured.PARAMCD,
    measured.analyte,
    measured.visit,
    measured.day,
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
    measured.unit,
    -- As the table of units writes it: capitals, and a u for the sign of micro.
    upper(replace(replace(replace(measured.unit, 'µ', 'u'), 'μ', 'u'), ' ', '')) as unit_key,
    measured.range_low,
    measured.range_high,
    measured.derived,
    measured.flagged as flagged_baseline,
    measured.recorded_baseline,
    baseline.value as baseline_value,
    upper(replace(replace(replace(baseline.unit, 'µ', 'u'), 'μ', 'u'), ' ', '')) as baseline_unit_key,
    baseline.range_low as baseline_range_low,
    baseline.range_high as baseline_range_high
from measured
left join candidate as own
    on measured.USUBJID = own.USUBJID and measured.PARAMCD = own.PARAMCD and own.place = 1
left join shared
    on measured.USUBJID = shared.USUBJID and measured.analyte = shared.analyte and shared.place = 1
left join measured as baseline on coalesce(own.source_row, shared.source_row) = baseline.source_row
