-- What: how many subjects and events each arm had of each term: the whole numbers of all proportions and rates.
-- Grain: one row per arm of the data, level, term and category that anyone there had.
-- Reads: category, term_count.
select
    term_count.arm,
    term_count.level,
    term_count.soc,
    term_count.term,
    term_count.category,
    cast(sum(term_count.subjects) as bigint) as subjects,
    cast(sum(term_count.timed_subjects) as bigint) as timed_subjects,
    cast(sum(term_count.subjects_in_risk) as bigint) as subjects_in_risk,
    cast(sum(term_count.days_after_event) as bigint) as days_after_event,
    cast(sum(term_count.events) as bigint) as events,
    cast(sum(term_count.timed_events) as bigint) as timed_events
from term_count
inner join category on term_count.category = category.category
where category.collected
group by
    term_count.arm,
    term_count.level,
    term_count.soc,
    term_count.term,
    term_count.category,
    category.category_order
order by term_count.level, term_count.soc, term_count.term, category.category_order, term_count.arm
