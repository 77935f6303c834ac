-- What: events whose outcome and end date contradict each other: resolved without an end, or unresolved with one.
-- Grain: one row per event; one for the study where it records an end of unresolved events as a habit.
-- Reads: adae, collected.
with end_collected as (
    select count(*) as variables
    from collected
    where collected.dataset = 'adae' and collected.variable = 'AENDT' and collected.filled > 0
),

event as (
    select
        adae.source_row,
        adae.record_key,
        adae.AEOUT,
        adae.AENDT,
        adae.AEOUT in ('RECOVERED/RESOLVED', 'RECOVERED/RESOLVED WITH SEQUELAE') as resolved,
        adae.AEOUT in ('NOT RECOVERED/NOT RESOLVED', 'RECOVERING/RESOLVING') as unresolved
    from adae
    cross join end_collected
    where end_collected.variables > 0
),

habit as (
    -- Where events are recorded by visit or by grade, each record ends and the event goes on: one finding is enough.
    select
        count(*) as events,
        sum(case when event.AENDT is not null then 1 else 0 end) as ended,
        sum(case when event.AENDT is not null then 1 else 0 end) > 20
        and sum(case when event.AENDT is not null then 1 else 0 end) * 10 > count(*) as is_habit
    from event
    where event.unresolved
)

select
    'adae' as dataset,
    event.source_row,
    event.record_key,
    'AENDT' as variable,
    cast(event.AENDT as varchar) as value,
    case when event.resolved then 'warning' else 'note' end as severity,
    case
        when event.resolved then 'AEOUT is ' || event.AEOUT || ' but AENDT, the end date of the event, is missing'
        else 'AEOUT is ' || event.AEOUT || ' but the event has an end date'
    end as message,
    'Retained; both as recorded; the end date affects a count only if the start date is missing or partial' as action,
    true as until_cutoff
from event
cross join habit
where
    (event.resolved and event.AENDT is null)
    or (event.unresolved and event.AENDT is not null and not habit.is_habit)
union all
select
    'adae' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    'AENDT' as variable,
    cast(null as varchar) as value,
    'note' as severity,
    'Of ' || cast(habit.events as varchar) || ' events whose AEOUT is not recovered or recovering, '
    || cast(habit.ended as varchar) || ' have an end date; so many suggest a convention of the study, '
    || 'such as recording by visit' as message,
    'Retained; both as recorded; the end date affects a count only if the start date is missing or partial' as action,
    true as until_cutoff
from habit
where habit.is_habit
