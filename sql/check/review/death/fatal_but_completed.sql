-- What: fatal events of subjects who completed the study on or after the day of their death.
-- Grain: one row per event.
-- Reads: adae, adsl, death, emergent, event_fact.
select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    'AEOUT' as variable,
    adae.AEOUT as value,
    -- Where death is the endpoint, some studies call that a completed study.
    case when adsl.EOSDT = death.death_date then 'note' else 'warning' end as severity,
    'the event is fatal but the subject completed the study (EOSSTT COMPLETED'
    || coalesce(', EOSDT ' || cast(adsl.EOSDT as varchar), '') || '); the death is '
    || coalesce('on ' || cast(death.death_date as varchar), 'without a date') as message,
    case
        when emergent.reason = 'after cut-off' then 'kept in the table, not counted: after the cut-off'
        when not death.counted
            then
                'kept: the death is after the cut-off, so in no count of deaths; an event that began before the '
                || 'cut-off counts as fatal, as recorded'
        else 'kept: counted as fatal, the subject as dead and as having completed the study'
    end as action
from adae
inner join adsl on adae.USUBJID = adsl.USUBJID
inner join death on adae.USUBJID = death.USUBJID
inner join event_fact on adae.source_row = event_fact.source_row
left join emergent on adae.source_row = emergent.source_row
where
    event_fact.fatal
    and upper(trim(adsl.EOSSTT)) = 'COMPLETED'
    and coalesce(upper(adsl.DCSREAS), '') not like '%DEATH%'
    and coalesce(upper(adsl.DCSREAS), '') not like '%DIED%'
    -- Who completed the study may die after it.
    and coalesce(adsl.EOSDT >= death.death_date, true)
    and coalesce(adsl.EOSDT >= adae.ASTDT, true)
