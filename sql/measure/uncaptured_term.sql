-- What: the terms of treatment-emergent events that no query of a level looks for, against each scope.
-- Grain: one row per arm, level of queries, scope, class and term; a term that nobody in the arm had is a row with 0.
-- Reads: adverse_event, arm_member, arm_size, query, query_match.
-- Against the narrow scope a term that only a broad query has is captured by none; against the broad one any query
-- captures it, narrow, broad or an algorithm. A level has the scopes that its queries have.
with scope as (
    select distinct
        query.level,
        case when query.scope = 'narrow' then 'narrow' else 'broad' end as scope
    from query
),

captured as (
    select distinct
        query_match.source_row,
        query.level,
        scope.scope
    from query_match
    inner join query on query_match.query = query.query
    inner join scope on query.level = scope.level and (scope.scope = 'broad' or query.scope = 'narrow')
),

uncaptured as (
    select
        adverse_event.USUBJID,
        adverse_event.arm,
        scope.level,
        scope.scope,
        adverse_event.AEBODSYS as soc,
        adverse_event.AEDECOD as term
    from adverse_event
    cross join scope
    left join captured
        on
            adverse_event.source_row = captured.source_row
            and scope.level = captured.level
            and scope.scope = captured.scope
    where adverse_event.emergent and captured.source_row is null
),

term as (
    select distinct
        uncaptured.level,
        uncaptured.scope,
        uncaptured.soc,
        uncaptured.term
    from uncaptured
)

select
    arm_size.arm,
    term.level,
    term.scope,
    term.soc,
    term.term,
    count(distinct uncaptured.USUBJID) as subjects,
    arm_size.arm_subjects,
    100.0 * count(distinct uncaptured.USUBJID) / nullif(arm_size.arm_subjects, 0) as percent,
    count(uncaptured.USUBJID) as events
from arm_size
inner join arm_member on arm_size.arm = arm_member.arm
cross join term
left join uncaptured
    on
        arm_member.member = uncaptured.arm
        and term.level = uncaptured.level
        and term.scope = uncaptured.scope
        and term.soc = uncaptured.soc
        and term.term = uncaptured.term
group by arm_size.arm, arm_size.arm_order, arm_size.arm_subjects, term.level, term.scope, term.soc, term.term
order by arm_size.arm_order, term.level, case when term.scope = 'narrow' then 1 else 2 end, term.soc, term.term
