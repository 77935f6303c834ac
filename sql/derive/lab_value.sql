-- What: every laboratory result that can be graded, when it was taken, and the baseline it is held against.
-- Grain: one row per record of ADLB of a subject of the safety set whose parameter is an analyte, measured in blood.
-- Reads: adlb, adsl, lab_parameter, lab_unit, result_day, subject.
with known_unit as (
    select distinct
        lab_unit.analyte,
        lab_unit.from_unit
    from lab_unit
),

-- ADaM writes the unit at the end of PARAM: Sodium (mmol/L). What stands there may be something else: Calcium (total).
-- A date and time is comparable as text once it has its seconds: 2020-01-31T08:30:00.
named as (
    select
        adlb.source_row,
        nullif(trim(regexp_extract(adlb.PARAM, '[(]((?:[^()]|[(][^()]*[)])*)[)] *$', 1)), '') as unit,
        adlb.ADT as date,
        result_day.after_cutoff,
        substr(
            nullif(replace(regexp_extract(adlb.ADTM, '^([0-9-]{10}[T ][0-9]{2}:[0-9:]{2,})', 1), ' ', 'T'), '')
            || ':00', 1, 19
        ) as moment
    from adlb
    inner join result_day on result_day.dataset = 'adlb' and adlb.source_row = result_day.source_row
),

dosed as (
    select
        subject.USUBJID,
        subject.arm,
        subject.first_dose,
        date_diff('day', subject.first_dose, subject.window_end) + 1 as window_end_day,
        substr(
            nullif(replace(regexp_extract(adsl.TRTSDTM, '^([0-9-]{10}[T ][0-9]{2}:[0-9:]{2,})', 1), ' ', 'T'), '')
            || ':00', 1, 19
        ) as moment
    from subject
    inner join adsl on subject.USUBJID = adsl.USUBJID
),

dated as (
    select
        adlb.source_row,
        dosed.arm,
        dosed.first_dose,
        dosed.moment as dose_moment,
        dosed.window_end_day,
        named.after_cutoff,
        named.unit,
        named.date,
        named.moment,
        coalesce(
            date_diff('day', dosed.first_dose, named.date) + case when named.date >= dosed.first_dose then 1 else 0 end,
            cast(adlb.ADY as bigint)
        ) as day
    from adlb
    inner join dosed on adlb.USUBJID = dosed.USUBJID
    inner join named on adlb.source_row = named.source_row
),

measured as (
    select
        adlb.source_row,
        adlb.USUBJID,
        dated.arm,
        adlb.PARAMCD,
        lab_parameter.analyte,
        adlb.AVISIT as visit,
        dated.dose_moment,
        dated.window_end_day,
        dated.after_cutoff,
        dated.date,
        dated.moment,
        dated.day,
        -- On the day of the first dose only the times tell. Without a first dose no result is known to be before it, as
        -- no event is; only a flagged baseline is. A missing day tells nothing.
        case
            when dated.day > 1 then true
            when dated.day = 1 then coalesce(dated.moment > dated.dose_moment, false)
            when dated.day < 1 then false
            when dated.first_dose is null then not coalesce(adlb.ABLFL = 'Y', false)
        end as after_dose,
        adlb.AVAL as value,
        -- PARAM has the unit of AVAL; LBSTRESU that of the collected result, from which AVAL may have been converted.
        coalesce(
            adlb.AVALU,
            case when known_unit.from_unit is not null then dated.unit end,
            adlb.LBSTRESU,
            lab_parameter.unit,
            dated.unit
        ) as unit,
        -- A range with its limits reversed is none; nor is an upper limit of 0, which would make any value a multiple.
        case when not coalesce(adlb.ANRLO > adlb.ANRHI, false) and adlb.ANRLO >= 0 then adlb.ANRLO end as range_low,
        case when not coalesce(adlb.ANRLO > adlb.ANRHI, false) and adlb.ANRHI > 0 then adlb.ANRHI end as range_high,
        adlb.BASE as recorded_baseline,
        adlb.DTYPE is not null as derived,
        coalesce(adlb.LBSEQ, adlb.ASEQ) as sequence_number,
        coalesce(adlb.ABLFL = 'Y', false) as flagged
    from adlb
    inner join dated on adlb.source_row = dated.source_row
    inner join lab_parameter on upper(adlb.PARAMCD) = lab_parameter.paramcd
    left join known_unit
        on
            lab_parameter.analyte = known_unit.analyte
            and upper(replace(replace(replace(dated.unit, 'µ', 'u'), 'μ', 'u'), ' ', '')) = known_unit.from_unit
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
