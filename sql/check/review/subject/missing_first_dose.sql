-- What: subjects of the safety set without a first dose date.
-- Grain: one row per subject.
-- Reads: adsl.
select
    'adsl' as dataset,
    adsl.source_row,
    adsl.record_key,
    'TRTSDT' as variable,
    cast(null as varchar) as value,
    'warning' as severity,
    'TRTSDT is missing although SAFFL is Y; a subject of the safety set was dosed' as message,
    'kept: counted in N, without exposure and in no rate; by the window rule every event of the subject is emergent'
        as action
from adsl
where adsl.SAFFL = 'Y' and adsl.TRTSDT is null
