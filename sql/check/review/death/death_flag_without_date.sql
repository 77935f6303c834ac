-- What: deaths that no source dates, and subjects flagged dead without the date of death that others of the study have.
-- Grain: one row per subject.
-- Reads: adsl, collected, death.
with dated as (
    select count(*) as variables
    from collected
    where collected.dataset = 'adsl' and collected.variable = 'DTHDT' and collected.filled > 0
)

select
    'adsl' as dataset,
    adsl.source_row,
    adsl.record_key,
    'DTHDT' as variable,
    cast(null as varchar) as value,
    'warning' as severity,
    -- DTHFL of an ADSL made of SDTM domains is derived: the sentence names what the file has.
    case
        when adsl.DTHSAID is not null then adsl.DTHSAID
        when adsl.DTHFL = 'Y' then 'DTHFL is Y'
        when death.fatal_events > 0 then 'An adverse event is fatal'
        else 'The subject died'
    end
    || coalesce(' (DTHFL is ' || nullif(adsl.DTHFL, 'Y') || ')', '')
    || ' but DTHDT is missing'
    || case
        when death.USUBJID is not null and death.death_date is null then ', and no other source gives the date'
        else ''
    end
    || '; a death must have a date' as message,
    case
        when not death.counted
            then
                'Retained; the death is after the cut-off, so it is not counted'
                || coalesce('; it is not before ' || cast(death.earliest_date as varchar), '')
                || ' (' || death.date_source || ')'
        when death.USUBJID is not null and death.death_date is null
            then
                'Retained; counted as dead; on treatment only if a fatal treatment-emergent event is not known to end '
                || 'after the on-treatment period; does not end the time at risk'
        else
            'Retained; counted as dead'
            || coalesce(' on ' || cast(death.death_date as varchar) || ', ' || death.date_source, '')
    end as action
from adsl
cross join dated
left join death on adsl.USUBJID = death.USUBJID
where
    (death.USUBJID is not null and death.death_date is null)
    or (adsl.DTHFL = 'Y' and adsl.DTHDT is null and adsl.DTHDTC is null and dated.variables > 0)
