-- What: second and later records of one adjudicated case: the same subject and case number in ADJUDICATION.
-- Grain: one row per record that is set aside.
-- Reads: adjudication_input.
with numbered as (
    select
        adjudication_input.USUBJID,
        adjudication_input.ADJSEQ,
        adjudication_input.source_row,
        adjudication_input.record_key,
        coalesce(adjudication_input.ADJEVENT, '') || '|' || coalesce(adjudication_input.ADJDEC, '')
        || '|' || coalesce(adjudication_input.ADJGR, '') || '|' || coalesce(adjudication_input.ADJREL, '')
        || '|' || coalesce(cast(adjudication_input.ADJSTDT as varchar), '') as content,
        row_number() over (
            partition by adjudication_input.USUBJID, adjudication_input.ADJSEQ order by adjudication_input.source_row
        ) as occurrence
    from adjudication_input
    where adjudication_input.USUBJID is not null and adjudication_input.ADJSEQ is not null
),

first_record as (
    select
        numbered.USUBJID,
        numbered.ADJSEQ,
        numbered.source_row,
        numbered.content
    from numbered
    where numbered.occurrence = 1
)

select
    'adjudication' as dataset,
    numbered.source_row,
    numbered.record_key,
    'ADJSEQ' as variable,
    case
        when numbered.ADJSEQ = floor(numbered.ADJSEQ) then cast(cast(numbered.ADJSEQ as bigint) as varchar)
        else cast(numbered.ADJSEQ as varchar)
    end as value,
    'reject' as severity,
    'row ' || cast(first_record.source_row as varchar) || ' has this key already, with '
    || case when numbered.content = first_record.content then 'the same' else 'another' end
    || ' event, decision, grade, relationship or onset; USUBJID and ADJSEQ must be unique together' as message,
    'set aside' as action
from numbered
inner join first_record on numbered.USUBJID = first_record.USUBJID and numbered.ADJSEQ = first_record.ADJSEQ
where numbered.occurrence > 1
