-- What: subjects whose last dose has no complete end in EX.
-- Grain: one row per subject.
-- Reads: dm, first_last_dose, own_column, study.
with derived as (
    -- A column TRTEDT of DM is that of ADSL where nothing is derived for any subject.
    select
        count(first_last_dose.last_dose) = 0
        and (
            select count(*)
            from own_column
            where own_column.dataset = 'adsl' and own_column.variable = 'TRTEDT'
        ) > 0 as of_dm
    from first_last_dose
)

select
    'adsl' as dataset,
    dm.source_row,
    dm.record_key,
    'TRTEDT' as variable,
    cast(first_last_dose.last_dose as varchar) as value,
    'warning' as severity,
    'The last dose record to start, of a treatment, has no complete EXENDTC on or after its start; TRTEDT is '
    || case
        when derived.of_dm then 'that of DM, which has a column TRTEDT; TRTEDT is not derived for any subject'
        when first_last_dose.last_dose_from is null then 'missing: DM has no RFXENDTC or RFENDTC after it'
        when first_last_dose.last_dose_from = 'imputed'
            then 'the latest day that EX, death and cut-off allow, with TRTEDTF ' || first_last_dose.last_dose_flag
        else first_last_dose.last_dose_from || ' of DM'
    end as message,
    case
        when derived.of_dm then 'Retained; exposure and the treatment-emergent window are based on the column of DM'
        when first_last_dose.last_dose_from is null then 'Retained; the last dose is not known'
        when first_last_dose.last_dose > study.counted_until
            then 'Retained; truncated: exposure and the treatment-emergent window use the cut-off date'
        else 'Retained; exposure and the treatment-emergent window use that day'
    end as action
from dm
inner join first_last_dose on dm.USUBJID = first_last_dose.USUBJID
cross join derived
cross join study
where first_last_dose.last_dose_from is null or first_last_dose.last_dose_from <> 'EXENDTC'
