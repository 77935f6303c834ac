-- What: every laboratory result that can be graded, when it was taken, and the baseline it is held against.
-- Grain: one row per record of ADLB of a subject of the safety set whose parameter is an analyte, measured in blood.
-- Reads: adlb, lab_parameter, lab_unit, subject.
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
        nullif(trim(regexp_extract(adlb.PARAM, '[(]([^()]*)[)] *$', 1)), '') as unit
    from adlb
),

measured as (
    select
        adlb.source_row,
        adlb.USUBJID,
        subject.arm,
        adlb.PARAMCD,
        lab_parameter.analyte,
        adlb.AVISIT as visit,
        coalesce(
            date_diff('day', subject.first_dose, adlb.ADT) + case when adlb.ADT >= subject.first_dose then 1 else 0 end,
            cast(adlb.ADY as bigint)
        ) as day,
        date_diff('day', subject.first_dose, subject.treatment_window_end) + 1 as window_end_day,
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
        coalesce(adlb.ABLFL = 'Y', false) as flagged_baseline
    from adlb
    inner join subject on adlb.USUBJID = subject.USUBJID
    inner join lab_parameter on adlb.PARAMCD = lab_parameter.paramcd
    inner join named on adlb.source_row = named.source_row
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

candidate as (
    select
        measured.source_row,
        measured.USUBJID,
        measured.PARAMCD,
        measured.value,
        measured.unit,
        measured.range_low,
        measured.range_high,
        row_number() over (
            partition by measured.USUBJID, measured.PARAMCD
            -- The flagged baseline, else the last result up to the day of the first dose.
            order by
                case when measured.flagged_baseline then 0 else 1 end,
                measured.day desc nulls last,
                measured.source_row desc
        ) as place
    from measured
    where measured.value >= 0 and (measured.flagged_baseline or (measured.day <= 1 and not measured.derived))
),

baseline as (
    select
        candidate.source_row,
        candidate.USUBJID,
        candidate.PARAMCD,
        candidate.value,
        candidate.unit,
        candidate.range_low,
        candidate.range_high
    from candidate
    where candidate.place = 1
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
        when measured.source_row = baseline.source_row then 'baseline'
        when measured.day <= 1 or measured.flagged_baseline then 'before'
        when measured.day is null then 'undated'
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
    measured.recorded_baseline,
    baseline.value as baseline_value,
    upper(replace(replace(replace(baseline.unit, 'µ', 'u'), 'μ', 'u'), ' ', '')) as baseline_unit_key,
    baseline.range_low as baseline_range_low,
    baseline.range_high as baseline_range_high
from measured
left join baseline on measured.USUBJID = baseline.USUBJID and measured.PARAMCD = baseline.PARAMCD
