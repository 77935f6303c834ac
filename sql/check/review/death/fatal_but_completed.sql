-- What: fatal events of subjects who completed the study on or after the day of their death.
-- Grain: one row per event.
-- Reads: adae, adsl, death, emergent, event_fact.
-- Without rows in death there is nothing to find.
select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    'AEOUT' as variable,
    adae.AEOUT as value,
    -- Where death is the endpoint, some studies call that a completed study.
    case when adsl.EOSDT = death.death_date then 'note' else 'warning' end as severity,
    'The event is fatal but the subject completed the study (EOSSTT COMPLETED'
    || coalesce(', EOSDT ' || cast(adsl.EOSDT as varchar), '') || '); the death is '
    || coalesce('on ' || cast(death.death_date as varchar), 'without a date') as message,
    case
        when emergent.reason = 'after cut-off' then 'Retained in the table; not counted (after the cut-off date)'
        when not death.counted
            then
                'Retained; the death is after the cut-off, so it is not counted; an event that began before the '
                || 'cut-off is counted as fatal, as recorded'
        else 'Retained; the event is counted as fatal, the subject as dead and as having completed the study'
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
