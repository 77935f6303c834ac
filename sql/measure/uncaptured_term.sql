-- What: the terms of treatment-emergent events that no query of a level looks for, narrow or broad.
-- Grain: one row per arm, level of queries, class and term; a term that nobody in the arm had is a row with 0.
-- Reads: adverse_event, arm_size, level, query, query_match.
with captured as (
    select distinct
        query_match.source_row,
        query.level
    from query_match
    inner join query on query_match.query = query.query
),

uncaptured as (
    select
        adverse_event.USUBJID,
        adverse_event.arm,
        level.level,
        adverse_event.AEBODSYS as soc,
        adverse_event.AEDECOD as term
    from adverse_event
    cross join level
    left join captured on adverse_event.source_row = captured.source_row and level.level = captured.level
    where
        adverse_event.emergent
        and level.level in ('SMQ', 'query')
        and captured.source_row is null
),

term as (
    select distinct
        uncaptured.level,
        uncaptured.soc,
        uncaptured.term
    from uncaptured
)

select
    arm_size.arm,
    term.level,
    term.soc,
    term.term,
    count(distinct uncaptured.USUBJID) as subjects,
    arm_size.arm_subjects,
    100.0 * count(distinct uncaptured.USUBJID) / nullif(arm_size.arm_subjects, 0) as percent,
    count(uncaptured.USUBJID) as events
from arm_size
cross join term
left join uncaptured
    on
        arm_size.arm = uncaptured.arm
        and term.level = uncaptured.level
        and term.soc = uncaptured.soc
        and term.term = uncaptured.term
group by arm_size.arm, arm_size.arm_order, arm_size.arm_subjects, term.level, term.soc, term.term
order by arm_size.arm_order, term.level, term.soc, term.term
