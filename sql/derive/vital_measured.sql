-- What: each vital sign and ECG interval that is analysed, its unit, and its value in the unit of the cut-points.
-- Grain: one row per record of ADVS or ADEG with a value of such a parameter.
-- Reads: adeg, advs, vital_unit.
-- Without rows in vital_unit there is no row.
with parameter as (
    select distinct
        vital_unit.dataset,
        vital_unit.paramcd,
        vital_unit.parameter
    from vital_unit
),

recorded as (
    select
        'advs' as dataset,
        advs.source_row,
        advs.USUBJID,
        upper(advs.PARAMCD) as PARAMCD,
        advs.PARAM,
        advs.AVAL,
        advs.BASE,
        advs.AVALU,
        advs.VSSTRESU as collected_unit,
        advs.AVISIT,
        advs.AVISITN,
        advs.ATPT,
        advs.DTYPE,
        advs.ANL01FL,
        coalesce(advs.VSSEQ, advs.ASEQ) as sequence_number
    from advs
    union all
    select
        'adeg' as dataset,
        adeg.source_row,
        adeg.USUBJID,
        upper(adeg.PARAMCD) as PARAMCD,
        adeg.PARAM,
        adeg.AVAL,
        adeg.BASE,
        adeg.AVALU,
        adeg.EGSTRESU as collected_unit,
        adeg.AVISIT,
        adeg.AVISITN,
        adeg.ATPT,
        adeg.DTYPE,
        adeg.ANL01FL,
        coalesce(adeg.EGSEQ, adeg.ASEQ) as sequence_number
    from adeg
),

-- ADaM writes the unit at the end of PARAM: Temperature (C). What stands there may be something else: (supine).
named as (
    select
        recorded.dataset,
        recorded.source_row,
        recorded.USUBJID,
        recorded.PARAMCD,
        parameter.parameter,
        recorded.AVAL,
        recorded.BASE,
        recorded.AVALU,
        recorded.collected_unit,
        nullif(trim(regexp_extract(recorded.PARAM, '[(]([^()]*)[)] *$', 1)), '') as in_brackets,
        recorded.AVISIT,
        recorded.AVISITN,
        recorded.ATPT,
        recorded.DTYPE,
        recorded.ANL01FL,
        recorded.sequence_number
    from recorded
    inner join parameter on recorded.dataset = parameter.dataset and recorded.PARAMCD = parameter.paramcd
    where recorded.AVAL is not null
),

measured as (
    select
        named.dataset,
        named.source_row,
        coalesce(
            named.AVALU,
            case when known.unit_key is not null then named.in_brackets end,
            named.collected_unit,
            named.in_brackets
        ) as unit
    from named
    left join vital_unit as known
        on
            named.dataset = known.dataset
            and named.PARAMCD = known.paramcd
            and upper(replace(named.in_brackets, ' ', '')) = known.unit_key
)

select
    named.dataset,
    named.source_row,
    named.USUBJID,
    named.PARAMCD,
    named.parameter,
    named.AVISIT as visit,
    named.AVISITN as visit_number,
    named.ATPT as time_point,
    named.sequence_number,
    upper(named.DTYPE) as derivation,
    coalesce(named.ANL01FL = 'Y', false) as for_visit,
    measured.unit,
    named.AVAL as recorded_value,
    -- Rounded so that 101.3 F is 38.5 C and not a little less.
    round((named.AVAL - vital_unit.minus) * vital_unit.multiply / vital_unit.divide, 6) as value,
    round((named.BASE - vital_unit.minus) * vital_unit.multiply / vital_unit.divide, 6) as recorded_baseline
from named
inner join measured on named.dataset = measured.dataset and named.source_row = measured.source_row
left join vital_unit
    on
        named.dataset = vital_unit.dataset
        and named.PARAMCD = vital_unit.paramcd
        and upper(replace(measured.unit, ' ', '')) = vital_unit.unit_key
