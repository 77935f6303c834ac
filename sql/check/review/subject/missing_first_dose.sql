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
    'TRTSDT is missing although SAFFL is Y; a subject in the safety analysis set was dosed' as message,
    'Retained; counted in N, but not in exposure or rates; by the window rule every event is treatment-emergent'
        as action
from adsl
where adsl.SAFFL = 'Y' and adsl.TRTSDT is null
