-- What: second and later records of one event: the same subject and sequence number in ADAE.
-- Grain: one row per record that is set aside.
-- Reads: adae_input.
with numbered as (
    select
        adae_input.USUBJID,
        adae_input.AESEQ,
        adae_input.source_row,
        adae_input.record_key,
        coalesce(adae_input.AETERM, '') || '|' || coalesce(adae_input.AEDECOD, '')
        || '|' || coalesce(cast(adae_input.ASTDT as varchar), '')
        || '|' || coalesce(adae_input.AESEV, '') || '|' || coalesce(adae_input.AETOXGR, '')
        || '|' || coalesce(adae_input.AESER, '') || '|' || coalesce(adae_input.AEOUT, '') as content,
        row_number() over (
            partition by adae_input.USUBJID, adae_input.AESEQ order by adae_input.source_row
        ) as occurrence
    from adae_input
    where adae_input.USUBJID is not null and adae_input.AESEQ is not null
),

first_record as (
    select
        numbered.USUBJID,
        numbered.AESEQ,
        numbered.source_row,
        numbered.content
    from numbered
    where numbered.occurrence = 1
)

select
    'adae' as dataset,
    numbered.source_row,
    numbered.record_key,
    'AESEQ' as variable,
    case
        when numbered.AESEQ = floor(numbered.AESEQ) then cast(cast(numbered.AESEQ as bigint) as varchar)
        else cast(numbered.AESEQ as varchar)
    end as value,
    'reject' as severity,
    'row ' || cast(first_record.source_row as varchar) || ' has this key already, with '
    || case when numbered.content = first_record.content then 'the same' else 'another' end
    || ' term, start date, severity, seriousness or outcome; USUBJID and AESEQ must be unique together' as message,
    'set aside' as action
from numbered
inner join first_record on numbered.USUBJID = first_record.USUBJID and numbered.AESEQ = first_record.AESEQ
where numbered.occurrence > 1
