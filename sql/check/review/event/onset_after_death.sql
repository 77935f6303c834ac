-- What: events that start after the death of the subject.
-- Grain: one row per event.
-- Reads: adae, death.
-- Without rows in death there is nothing to find.
select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    'ASTDT' as variable,
    cast(adae.ASTDT as varchar) as value,
    'warning' as severity,
    'ASTDT is after the death on ' || cast(death.death_date as varchar) || ', ' || death.date_source as message,
    'Retained; both dates are used as recorded' as action
from adae
inner join death on adae.USUBJID = death.USUBJID
where adae.ASTDT > death.death_date
