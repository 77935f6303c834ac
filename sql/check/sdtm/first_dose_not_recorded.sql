-- What: subjects whose first dose has no complete start in EX.
-- Grain: one row per subject.
-- Reads: dm, first_last_dose, own_column, study.
with derived as (
    -- A column TRTSDT of DM is that of ADSL where nothing is derived for any subject.
    select
        count(first_last_dose.first_dose) = 0
        and (
            select count(*)
            from own_column
            where own_column.dataset = 'adsl' and own_column.variable = 'TRTSDT'
        ) > 0 as of_dm
    from first_last_dose
)

select
    'adsl' as dataset,
    dm.source_row,
    dm.record_key,
    'TRTSDT' as variable,
    cast(first_last_dose.first_dose as varchar) as value,
    'warning' as severity,
    'The dose record that may have started first has no complete EXSTDTC; TRTSDT is '
    || case
        when derived.of_dm then 'that of DM, which has a column TRTSDT; TRTSDT is not derived for any subject'
        when first_last_dose.first_dose_from is null
            then 'missing: neither EX nor RFXSTDTC of DM gives it (RFSTDTC replaces only a partial start)'
        when first_last_dose.first_dose_from = 'imputed'
            then 'the earliest day that EX allows, with TRTSDTF ' || first_last_dose.first_dose_flag
        else first_last_dose.first_dose_from || ' of DM'
    end as message,
    case
        when derived.of_dm then 'Retained; exposure and the treatment-emergent window are based on the column of DM'
        when first_last_dose.first_dose_from is null then 'Retained; the subject has no time at risk'
        when first_last_dose.first_dose > study.counted_until
            then 'Retained; the subject is counted, but not the exposure and time at risk'
        else 'Retained; exposure and the treatment-emergent window start on that day'
    end as action
from dm
inner join first_last_dose on dm.USUBJID = first_last_dose.USUBJID
cross join derived
cross join study
where first_last_dose.first_dose_from is null or first_last_dose.first_dose_from <> 'EXSTDTC'
