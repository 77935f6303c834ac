-- What: fatal events of subjects who did not die according to ADSL.
-- Grain: one row per event.
-- Reads: adae, adsl, collected, death, emergent, event_fact.
with death_collected as (
    select count(*) as variables
    from collected
    where collected.dataset = 'adsl' and collected.variable in ('DTHFL', 'DTHDT') and collected.present
)

select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    'AEOUT' as variable,
    adae.AEOUT as value,
    'warning' as severity,
    'the event is fatal but ADSL has neither DTHFL = Y nor a date of death for the subject' as message,
    case
        when coalesce(adsl.SAFFL, 'N') <> 'Y' then 'kept: the subject is not analysed, so the death is in no table'
        when emergent.reason = 'after cut-off' then 'kept in the table, not counted: after the cut-off'
        when not death.counted
            then
                'kept: the death is after the cut-off, so in no count of deaths; an event that began before the '
                || 'cut-off counts as fatal, as recorded'
        else 'kept: counted as fatal, and the subject as dead'
    end as action
from adae
inner join death on adae.USUBJID = death.USUBJID
inner join event_fact on adae.source_row = event_fact.source_row
left join emergent on adae.source_row = emergent.source_row
cross join death_collected
left join adsl on adae.USUBJID = adsl.USUBJID
where
    event_fact.fatal
    and not death.adsl_death
    and death_collected.variables > 0
