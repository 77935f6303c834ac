-- What: ejection fractions that are not a percentage.
-- Grain: one row per measurement.
-- Reads: adlb, study.
-- Without rows in adlb there is nothing to find.
select
    'adlb' as dataset,
    adlb.source_row,
    adlb.record_key,
    'AVAL' as variable,
    cast(adlb.AVAL as varchar) as value,
    'warning' as severity,
    'An ejection fraction is a percentage above 1 and at most 100'
    || case when adlb.AVAL > 0 and adlb.AVAL <= 1 then '; is it recorded as a fraction?' else '' end as message,
    'Retained; not counted as a measurement of the ejection fraction' as action,
    true as until_cutoff
from adlb
inner join study on adlb.PARAMCD = study.lvef_parameter
where adlb.AVAL <= 1 or adlb.AVAL > 100
