-- What: records of DM, its qualifiers, DD and DS that say a subject died on another date than that which counts.
-- Grain: one row per record and variable.
-- Reads: death_record, known_death, recorded_death.
-- Without rows in death_record there is nothing to find.
select
    death_record.dataset,
    death_record.source_row,
    death_record.record_key,
    death_record.variable,
    death_record.value,
    -- DDDTC is the day on which the details were collected, which is often later.
    case
        when death_record.variable = 'DDDTC' and death_record.earliest_date > recorded_death.death_date then 'note'
        else 'warning'
    end as severity,
    death_record.domain || ' gives another date of death than ' || recorded_death.domain || ' ('
    || cast(recorded_death.death_date as varchar) || ')' as message,
    case
        when known_death.counted
            then
                'Retained; the death is counted on ' || cast(recorded_death.death_date as varchar) || ', by '
                || recorded_death.domain
        else
            'Retained; the death is dated ' || cast(recorded_death.death_date as varchar) || ' by '
            || recorded_death.domain || ', which is after the cut-off, so it is not counted'
    end as action
from death_record
inner join recorded_death on death_record.USUBJID = recorded_death.USUBJID
inner join known_death on death_record.USUBJID = known_death.USUBJID
where
    recorded_death.death_date not between death_record.earliest_date and death_record.latest_date
    -- The day on which a death ended the treatment may be that of the last dose.
    and not (death_record.preference = 5 and death_record.latest_date < recorded_death.death_date)
