-- What: ejection fractions after the first dose of subjects without a baseline.
-- Grain: one row per measurement.
-- Reads: adlb, lvef, lvef_value.
-- Without rows in lvef_value there is nothing to find.
select
    'adlb' as dataset,
    adlb.source_row,
    adlb.record_key,
    'BASE' as variable,
    cast(adlb.BASE as varchar) as value,
    'warning' as severity,
    'There is no baseline: neither BASE, nor a record with ABLFL = Y, nor a value up to the day of the first dose'
        as message,
    'Retained; not counted among the decreases from baseline' as action,
    true as until_cutoff
from lvef_value
inner join adlb on lvef_value.source_row = adlb.source_row
left join lvef on lvef_value.source_row = lvef.source_row
where lvef_value.post_baseline and lvef.source_row is null
