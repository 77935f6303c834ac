-- What: events whose relationship to treatment the study does not say how to count.
-- Grain: one row per event.
-- Reads: adae, relationship.
select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    'AEREL' as variable,
    adae.AEREL as value,
    'warning' as severity,
    'AEREL is neither a related nor a not related value of the study; it can be mapped in study.toml' as message,
    'Retained; counted as related' as action,
    true as until_cutoff
from adae
left join relationship on upper(trim(adae.AEREL)) = relationship.value
where adae.AEREL is not null and relationship.value is null
