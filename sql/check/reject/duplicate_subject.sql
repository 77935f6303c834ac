-- What: second and later records of a subject in ADSL.
-- Grain: one row per record that is set aside.
-- Reads: adsl_input.
with numbered as (
    select
        adsl_input.USUBJID,
        adsl_input.source_row,
        adsl_input.record_key,
        coalesce(adsl_input.TRT01A, '') || '|' || coalesce(adsl_input.SAFFL, '')
        || '|' || coalesce(cast(adsl_input.TRTSDT as varchar), '')
        || '|' || coalesce(cast(adsl_input.TRTEDT as varchar), '')
        || '|' || coalesce(adsl_input.DTHFL, '') || '|' || coalesce(cast(adsl_input.DTHDT as varchar), '') as content,
        row_number() over (partition by adsl_input.USUBJID order by adsl_input.source_row) as occurrence
    from adsl_input
    where adsl_input.USUBJID is not null
),

first_record as (
    select
        numbered.USUBJID,
        numbered.source_row,
        numbered.content
    from numbered
    where numbered.occurrence = 1
)

select
    'adsl' as dataset,
    numbered.source_row,
    numbered.record_key,
    'USUBJID' as variable,
    numbered.USUBJID as value,
    'reject' as severity,
    'the subject is in row ' || cast(first_record.source_row as varchar) || ' already, '
    || case
        when numbered.content = first_record.content then 'with the same'
        else 'with another'
    end
    || ' treatment, safety flag, dose dates or death; ADSL has one record per subject' as message,
    'set aside' as action
from numbered
inner join first_record on numbered.USUBJID = first_record.USUBJID
where numbered.occurrence > 1
