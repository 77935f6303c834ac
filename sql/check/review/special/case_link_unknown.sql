-- What: cases that name an adverse event which ADAE does not have for the subject.
-- Grain: one row per case and event named.
-- Reads: adae, adjudication.
-- Without rows in adjudication there is nothing to find.
with named as (
    select
        adjudication.source_row,
        'AESEQ' as variable,
        cast(adjudication.AESEQ as varchar) as link
    from adjudication
    where adjudication.AESEQ is not null
    union all
    select
        adjudication.source_row,
        'AELNK' as variable,
        unnest(string_split(adjudication.AELNK, ';')) as link
    from adjudication
    where adjudication.AELNK is not null
),

read_link as (
    select
        named.source_row,
        named.variable,
        case
            when try_cast(named.link as double) = floor(try_cast(named.link as double))
                then cast(cast(try_cast(named.link as double) as bigint) as varchar)
            else trim(named.link)
        end as link
    from named
    where trim(named.link) <> ''
),

linked as (
    -- An event that both variables name is one link.
    select
        read_link.source_row,
        read_link.link,
        max(read_link.variable) as variable
    from read_link
    group by read_link.source_row, read_link.link
)

select
    'adjudication' as dataset,
    adjudication.source_row,
    adjudication.record_key,
    linked.variable,
    linked.link as value,
    'warning' as severity,
    'ADAE has no such AESEQ for the subject; a case must name the events that it concerns' as message,
    'Retained; counted by the adjudicated decision, which needs no event' as action,
    true as until_cutoff
from linked
inner join adjudication on linked.source_row = adjudication.source_row
left join adae on adjudication.USUBJID = adae.USUBJID and try_cast(linked.link as double) = adae.AESEQ
where adae.USUBJID is null
