-- What: laboratory tests of a subject with two baselines that are not the same.
-- Grain: one row per subject and parameter.
-- Reads: adlb.
select
    'adlb' as dataset,
    cast(null as bigint) as source_row,
    'USUBJID=' || adlb.USUBJID || ', PARAMCD=' || adlb.PARAMCD as record_key,
    'ABLFL' as variable,
    cast(count(*) as varchar) || ' baselines' as value,
    'warning' as severity,
    'LBLOBXFL or LBBLFL marks results from ' || cast(min(adlb.AVAL) as varchar) || ' to '
    || cast(max(adlb.AVAL) as varchar) || ' as baseline; a test has one' as message,
    'kept: BASE is missing or that of the same unit; grades are held against the latest of them' as action
from adlb
where adlb.ABLFL = 'Y' and adlb.AVAL is not null
group by adlb.USUBJID, adlb.PARAMCD
having min(adlb.AVAL) <> max(adlb.AVAL) or min(coalesce(adlb.AVALU, '')) <> max(coalesce(adlb.AVALU, ''))
