-- What: the levels and terms that an event with a chain of terms counts in, but for queries, which look at the record.
-- Grain: one row per chain, level and term.
-- Reads: level, term_group, term_path.
with grouped as (
    -- An event counts once in a group, however often the group lists its term.
    select
        term_path.path_id,
        term_group.soc,
        term_group.term_group as term
    from term_path
    inner join term_group on upper(term_path.AEDECOD) = term_group.term
    union
    -- By the name that the version of MedDRA has, where a former one is recorded.
    select
        term_path.path_id,
        term_group.soc,
        term_group.term_group as term
    from term_path
    inner join term_group on term_path.coded_name = term_group.term
)

select
    term_path.path_id,
    level.level,
    case when level.level = 'any' then 'any' else term_path.AEBODSYS end as soc,
    case level.level
        when 'any' then 'any'
        when 'SOC' then term_path.AEBODSYS
        when 'HLGT' then term_path.AEHLGT
        when 'HLT' then term_path.AEHLT
        when 'PT' then term_path.AEDECOD
    end as term
from term_path
cross join level
where level.level not in ('group', 'SMQ', 'query')
union all
select
    grouped.path_id,
    'group' as level,
    grouped.soc,
    grouped.term
from grouped
