-- What: each laboratory result that can be graded, in which unit, and the range that the laboratory gives.
-- Grain: one row per record of ADLB whose parameter is an analyte, measured in blood.
-- Reads: adlb, lab_parameter, lab_unit.
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
)

select
    adlb.source_row,
    adlb.PARAMCD,
    lab_parameter.analyte,
    adlb.AVISIT as visit,
    coalesce(adlb.LBSEQ, adlb.ASEQ) as sequence_number,
    adlb.DTYPE is not null as derived,
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
    adlb.BASE as recorded_baseline
from adlb
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
