-- What: second and later records of one dose: the same subject, sequence number and parameter in ADEX.
-- Grain: one row per record that is set aside.
-- Reads: adex_input.
with numbered as (
    select
        adex_input.USUBJID,
        adex_input.EXSEQ,
        -- A dose record has one row per parameter where ADEX has parameters.
        coalesce(adex_input.PARAMCD, '') as parameter,
        adex_input.source_row,
        adex_input.record_key,
        coalesce(adex_input.EXTRT, '') || '|' || coalesce(cast(adex_input.EXDOSE as varchar), '')
        || '|' || coalesce(cast(adex_input.ASTDT as varchar), '')
        || '|' || coalesce(cast(adex_input.AENDT as varchar), '') as content,
        row_number() over (
            partition by adex_input.USUBJID, adex_input.EXSEQ, coalesce(adex_input.PARAMCD, '')
            order by adex_input.source_row
        ) as occurrence
    from adex_input
    where adex_input.USUBJID is not null and adex_input.EXSEQ is not null
),

first_record as (
    select
        numbered.USUBJID,
        numbered.EXSEQ,
        numbered.parameter,
        numbered.source_row,
        numbered.content
    from numbered
    where numbered.occurrence = 1
)

select
    'adex' as dataset,
    numbered.source_row,
    numbered.record_key,
    'EXSEQ' as variable,
    case
        when numbered.EXSEQ = floor(numbered.EXSEQ) then cast(cast(numbered.EXSEQ as bigint) as varchar)
        else cast(numbered.EXSEQ as varchar)
    end as value,
    'reject' as severity,
    'row ' || cast(first_record.source_row as varchar) || ' has this key already, with '
    || case when numbered.content = first_record.content then 'the same' else 'another' end
    || ' treatment, dose or dates; USUBJID and EXSEQ must be unique together (per PARAMCD where there is one)'
        as message,
    'set aside' as action
from numbered
inner join first_record
    on
        numbered.USUBJID = first_record.USUBJID
        and numbered.EXSEQ = first_record.EXSEQ
        and numbered.parameter = first_record.parameter
where numbered.occurrence > 1
