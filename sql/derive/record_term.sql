-- What: the levels and terms each treatment-emergent event counts in.
-- Grain: one row per treatment-emergent record, level and term.
-- Reads: adverse_event, level, record_query, term_group.
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
-- A record counts once in a group, however often the group lists its term.
select distinct
    emergent_event.USUBJID,
    emergent_event.AESEQ,
    emergent_event.source_row,
    'group' as level,
    term_group.soc,
    term_group.term_group as term
from emergent_event
inner join term_group on upper(emergent_event.AEDECOD) = term_group.term
union all
select
    record_query.USUBJID,
    record_query.AESEQ,
    record_query.source_row,
    record_query.level,
    'any' as soc,
    record_query.query as term
from record_query
