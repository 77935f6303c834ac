-- What: events, doses and cases whose number other records of the subject have, with different content.
-- Grain: one row per record.
-- Reads: adae, adex, adjudication.
with numbered as (
    select
        'adae' as dataset,
        'event' as noun,
        'AESEQ' as variable,
        adae.source_row,
        adae.record_key,
        adae.AESEQ as number,
        count(*) over (partition by adae.USUBJID, adae.AESEQ) as records
    from adae
    union all
    select
        'adex' as dataset,
        'dose' as noun,
        'EXSEQ' as variable,
        adex.source_row,
        adex.record_key,
        adex.EXSEQ as number,
        -- A dose record has one row per parameter where ADEX has parameters.
        count(*) over (partition by adex.USUBJID, adex.EXSEQ, adex.PARAMCD) as records
    from adex
    where adex.EXSEQ is not null
    union all
    select
        'adjudication' as dataset,
        'case' as noun,
        'ADJSEQ' as variable,
        adjudication.source_row,
        adjudication.record_key,
        adjudication.ADJSEQ as number,
        count(*) over (partition by adjudication.USUBJID, adjudication.ADJSEQ) as records
    from adjudication
)

select
    numbered.dataset,
    numbered.source_row,
    numbered.record_key,
    numbered.variable,
    case
        when numbered.number = floor(numbered.number) then cast(cast(numbered.number as bigint) as varchar)
        else cast(numbered.number as varchar)
    end as value,
    'warning' as severity,
    cast(numbered.records as varchar) || ' records of the subject have this ' || numbered.variable
    || ' but differ in content; a number must identify one record' as message,
    'Retained; each is counted as a separate ' || numbered.noun
    || '; any reference to this number applies to all of them' as action,
    true as until_cutoff
from numbered
where numbered.records > 1
