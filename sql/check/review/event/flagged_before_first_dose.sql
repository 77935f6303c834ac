-- What: events flagged treatment-emergent that start before the first dose and did not worsen.
-- Grain: one row per event.
-- Reads: adae, collected, emergent, study.
select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    'TRTEMFL' as variable,
    adae.TRTEMFL as value,
    'warning' as severity,
    'TRTEMFL is Y but the event is before the first dose (ASTDT '
    || coalesce(cast(adae.ASTDT as varchar), 'missing, but it ended before') || ')' as message,
    case
        when study.emergent_rule = 'flag' then 'Retained; counted as treatment-emergent, as flagged'
        else 'Retained; not counted as treatment-emergent, by the window rule'
    end as action,
    true as until_cutoff
from adae
inner join collected on collected.dataset = 'adae' and collected.variable = 'TRTEMFL' and collected.filled > 0
inner join emergent on adae.source_row = emergent.source_row
cross join study
where emergent.flag_emergent and emergent.reason = 'before first dose'
