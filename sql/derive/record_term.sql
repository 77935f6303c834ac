-- What: the levels and terms each treatment-emergent event counts in.
-- Grain: one row per treatment-emergent record, level and term.
-- Reads: adverse_event, coded_event, level, record_query, term_group.
with emergent_event as (
    select
        adverse_event.USUBJID,
        adverse_event.AESEQ,
        adverse_event.source_row,
        adverse_event.AEBODSYS,
        adverse_event.AEHLGT,
        adverse_event.AEHLT,
        adverse_event.AEDECOD
    from adverse_event
    where adverse_event.emergent
),

grouped as (
    -- A record counts once in a group, however often the group lists its term.
    select
        emergent_event.USUBJID,
        emergent_event.AESEQ,
        emergent_event.source_row,
        term_group.soc,
        term_group.term_group as term
    from emergent_event
    inner join term_group on upper(emergent_event.AEDECOD) = term_group.term
    union
    -- By the name that the version of MedDRA has, where a former one is recorded.
    select
        emergent_event.USUBJID,
        emergent_event.AESEQ,
        emergent_event.source_row,
        term_group.soc,
        term_group.term_group as term
    from emergent_event
    inner join coded_event
        on emergent_event.source_row = coded_event.source_row and upper(emergent_event.AEDECOD) <> coded_event.pt_name
    inner join term_group on coded_event.pt_name = term_group.term
)

select
    emergent_event.USUBJID,
    emergent_event.AESEQ,
    emergent_event.source_row,
    level.level,
    case when level.level = 'any' then 'any' else emergent_event.AEBODSYS end as soc,
    case level.level
        when 'any' then 'any'
        when 'SOC' then emergent_event.AEBODSYS
        when 'HLGT' then emergent_event.AEHLGT
        when 'HLT' then emergent_event.AEHLT
        when 'PT' then emergent_event.AEDECOD
    end as term
from emergent_event
cross join level
where level.level not in ('group', 'SMQ', 'query')
union all
select
    grouped.USUBJID,
    grouped.AESEQ,
    grouped.source_row,
    'group' as level,
    grouped.soc,
    grouped.term
from grouped
union all
select
    record_query.USUBJID,
    record_query.AESEQ,
    record_query.source_row,
    record_query.level,
    'any' as soc,
    record_query.query as term
from record_query
