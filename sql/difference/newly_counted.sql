-- What: the deaths, and the serious and the fatal treatment-emergent events, that the old cut does not count.
-- Grain: one row per death or event.
-- Reads: counted_once, new_death, new_event, old_death, old_event.
-- An event that the old cut counts under another number has the same subject, term and start there.
with fact as (
    select
        'old' as cut,
        'events' as opens,
        old_event.source_row as row_id,
        old_event.USUBJID,
        coalesce(old_event.AEDECOD, old_event.AETERM) as what,
        old_event.ASTDT as day
    from old_event
    union all
    select
        'new' as cut,
        'events' as opens,
        new_event.source_row as row_id,
        new_event.USUBJID,
        coalesce(new_event.AEDECOD, new_event.AETERM) as what,
        new_event.ASTDT as day
    from new_event
    union all
    -- A subject dies once.
    select distinct
        'old' as cut,
        'deaths' as opens,
        old_death.row_id,
        old_death.USUBJID,
        null as what,
        null as day
    from old_death
    union all
    select distinct
        'new' as cut,
        'deaths' as opens,
        new_death.row_id,
        new_death.USUBJID,
        null as what,
        null as day
    from new_death
),

told as (
    select
        counted_once.*,
        fact.USUBJID,
        fact.what,
        fact.day,
        row_number()
            over (
                partition by counted_once.cut, counted_once.number, fact.USUBJID, fact.what, fact.day
                order by fact.row_id
            )
            as copy
    from counted_once
    inner join fact
        on
            counted_once.cut = fact.cut
            and counted_once.opens = fact.opens
            and case when counted_once.cut = 'old' then counted_once.old_row else counted_once.new_row end
            = fact.row_id
),

entered as (
    select
        later.opens,
        later.change,
        later.new_row,
        -- The gravest of what an event is newly counted as.
        min(
            case later.number
                when 'category=death' then 1
                when 'category=fatal, level=any, soc=any, term=any' then 2
                else 3
            end
        ) as kind_order
    from told as later
    left join told as earlier
        on
            earlier.cut = 'old'
            and later.number = earlier.number
            and later.USUBJID = earlier.USUBJID
            and later.what is not distinct from earlier.what
            and later.day is not distinct from earlier.day
            and later.copy = earlier.copy
    where later.cut = 'new' and earlier.cut is null
    group by later.opens, later.change, later.new_row
)

select distinct
    'Death' as kind,
    entered.kind_order,
    new_death.arm,
    new_death.USUBJID,
    cast(null as double) as AESEQ,
    new_death.DTHCAUS as what,
    new_death.death_date as day,
    entered.change
from entered
inner join new_death on entered.new_row = new_death.row_id
where entered.opens = 'deaths'
union all
select distinct
    case entered.kind_order when 2 then 'Fatal adverse event' else 'Serious adverse event' end as kind,
    entered.kind_order,
    new_event.arm,
    new_event.USUBJID,
    new_event.AESEQ,
    coalesce(new_event.AEDECOD, new_event.AETERM) as what,
    new_event.ASTDT as day,
    entered.change
from entered
inner join new_event on entered.new_row = new_event.source_row
where entered.opens = 'events'
