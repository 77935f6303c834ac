-- What: the deaths, and the serious and the fatal treatment-emergent events, that the old cut does not count.
-- Grain: one row per death or event.
-- Reads: moved_by, new_death, new_event.
with entered as (
    select distinct
        moved_by.opens,
        moved_by.change,
        moved_by.new_row
    from moved_by
    where
        moved_by.counted = 'entered'
        and moved_by.number in (
            'category=death',
            'category=fatal, level=any, soc=any, term=any',
            'category=serious, level=any, soc=any, term=any'
        )
)

select distinct
    'Death' as kind,
    1 as kind_order,
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
    case when new_event.fatal then 'Fatal adverse event' else 'Serious adverse event' end as kind,
    case when new_event.fatal then 2 else 3 end as kind_order,
    new_event.arm,
    new_event.USUBJID,
    new_event.AESEQ,
    coalesce(new_event.AEDECOD, new_event.AETERM) as what,
    new_event.ASTDT as day,
    entered.change
from entered
inner join new_event on entered.new_row = new_event.source_row
where entered.opens = 'events'
