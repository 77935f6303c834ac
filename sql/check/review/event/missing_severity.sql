-- What: events without a severity, where severity is collected and grades are not.
-- Grain: one row per event.
-- Reads: adae, collected.
with scale as (
    select
        sum(case when collected.variable = 'AESEV' then collected.filled else 0 end) as severities,
        sum(case when collected.variable = 'AETOXGR' then collected.filled else 0 end) as grades
    from collected
    where collected.dataset = 'adae'
)

select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    'AESEV' as variable,
    cast(null as varchar) as value,
    'warning' as severity,
    'AESEV is missing; every event must be MILD, MODERATE or SEVERE' as message,
    'Retained; counted under severity missing' as action,
    true as until_cutoff
from adae
cross join scale
where adae.AESEV is null and scale.severities > 0 and scale.grades = 0
