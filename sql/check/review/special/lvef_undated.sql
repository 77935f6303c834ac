-- What: ejection fractions of which it is not known whether they are before or after the first dose.
-- Grain: one row per measurement.
-- Reads: adlb, lvef_value.
-- Without rows in lvef_value there is nothing to find.
select
    'adlb' as dataset,
    adlb.source_row,
    adlb.record_key,
    'ADT' as variable,
    cast(adlb.ADT as varchar) as value,
    'warning' as severity,
    'The measurement has neither a date nor a study day, or the subject has no first dose' as message,
    'Retained; not counted among the decreases from baseline' as action,
    true as until_cutoff
from lvef_value
inner join adlb on lvef_value.source_row = adlb.source_row
where lvef_value.day is null and not lvef_value.flagged_baseline
