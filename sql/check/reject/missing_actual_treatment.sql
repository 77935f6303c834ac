-- What: subjects of the safety set without an actual treatment.
-- Grain: one row per subject.
-- Reads: adsl_input.
select
    'adsl' as dataset,
    adsl_input.source_row,
    adsl_input.record_key,
    'TRT01A' as variable,
    cast(null as varchar) as value,
    'reject' as severity,
    'TRT01A is missing although SAFFL is Y; safety is analysed by actual treatment' as message,
    'Set aside; without an arm neither the subject nor the subject''s events can be counted' as action
from adsl_input
where adsl_input.SAFFL = 'Y' and adsl_input.TRT01A is null
