-- What: the alternatives of a query's algorithm whose conditions a subject's treatment-emergent events all meet.
-- Grain: one row per subject, query and alternative that is met.
-- Reads: query_condition, query_match.
-- Without rows in query_condition there is no row.
with category_had as (
    -- A category counts once, at its highest weight, however many events are in it.
    select
        query_match.USUBJID,
        query_match.query,
        query_match.category,
        max(query_match.weight) as weight
    from query_match
    group by query_match.USUBJID, query_match.query, query_match.category
),

total_weight as (
    select
        category_had.USUBJID,
        category_had.query,
        sum(category_had.weight) as weight
    from category_had
    group by category_had.USUBJID, category_had.query
),

met as (
    select
        category_had.USUBJID,
        category_had.query,
        query_condition.alternative,
        query_condition.conditions
    from category_had
    inner join query_condition
        on category_had.query = query_condition.query and category_had.category = query_condition.category
    union all
    select
        total_weight.USUBJID,
        total_weight.query,
        query_condition.alternative,
        query_condition.conditions
    from total_weight
    inner join query_condition
        on total_weight.query = query_condition.query and total_weight.weight > query_condition.more_than
)

select
    met.USUBJID,
    met.query,
    met.alternative
from met
group by met.USUBJID, met.query, met.alternative, met.conditions
having count(*) = met.conditions
