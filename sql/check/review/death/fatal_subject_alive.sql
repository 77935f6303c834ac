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
    'The event is fatal but ADSL has neither DTHFL = Y nor a date of death for the subject' as message,
    case
        when coalesce(adsl.SAFFL, 'N') <> 'Y'
            then 'Retained; the subject is not in the analysis set, so the death is in no table'
        when emergent.reason = 'after cut-off' then 'Retained in the table; not counted (after the cut-off date)'
        when not death.counted
            then
                'Retained; the death is after the cut-off, so it is not counted; an event that began before the '
                || 'cut-off is counted as fatal, as recorded'
        else 'Retained; counted as fatal, and the subject as dead'
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
