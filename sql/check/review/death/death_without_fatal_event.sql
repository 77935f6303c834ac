-- What: dead subjects without a fatal adverse event, where fatal events can be told.
-- Grain: one row per subject.
-- Reads: adsl, collected, death.
-- Without rows in death there is nothing to find.
with fatal_collected as (
    select count(*) as variables
    from collected
    where
        collected.dataset = 'adae'
        and collected.variable in ('AEOUT', 'AESDTH', 'AETOXGR')
        and collected.filled > 0
)

select
    'adsl' as dataset,
    adsl.source_row,
    adsl.record_key,
    'DTHFL' as variable,
    adsl.DTHFL as value,
    'note' as severity,
    'The subject died but no adverse event is fatal; correct if the death was not due to an adverse event' as message,
    case
        when not death.counted then 'Retained; the death is after the cut-off, so it is not counted or listed'
        else 'Retained; in the listing of deaths without an event'
    end as action
from adsl
inner join death on adsl.USUBJID = death.USUBJID
cross join fatal_collected
where death.adsl_death and death.fatal_events = 0 and fatal_collected.variables > 0
