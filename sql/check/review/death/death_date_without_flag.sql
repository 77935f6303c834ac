-- What: subjects with a date of death who are not flagged dead.
-- Grain: one row per subject.
-- Reads: adsl, collected, death.
select
    'adsl' as dataset,
    adsl.source_row,
    adsl.record_key,
    'DTHFL' as variable,
    adsl.DTHFL as value,
    'warning' as severity,
    'DTHDT is ' || cast(adsl.DTHDT as varchar) || ' but DTHFL is not Y' as message,
    case
        when not death.counted then 'Retained; the death is after the cut-off, so it is not counted'
        else 'Retained; counted as dead on that date'
    end as action
from adsl
inner join collected on collected.dataset = 'adsl' and collected.variable = 'DTHFL' and collected.present
left join death on adsl.USUBJID = death.USUBJID
where adsl.DTHDT is not null and coalesce(adsl.DTHFL, '') <> 'Y'
