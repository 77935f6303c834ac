-- What: second and later records of a subject for the same endpoint.
-- Grain: one row per record that is not used.
-- Reads: adtte, endpoint_record.
-- Without rows in endpoint_record there is nothing to find.
-- A parameter of several endpoints is said once.
with used as (
    select
        endpoint_record.endpoint,
        endpoint_record.USUBJID,
        endpoint_record.source_row
    from endpoint_record
    where endpoint_record.counted
)

select distinct
    'adtte' as dataset,
    endpoint_record.source_row,
    adtte.record_key,
    'PARAMCD' as variable,
    adtte.PARAMCD as value,
    'warning' as severity,
    'Row ' || cast(used.source_row as varchar) || ' has a time of the subject for this parameter too; '
    || 'ADTTE must have one record per subject and parameter' as message,
    'Retained; the record with the earliest time is analysed' as action
from endpoint_record
inner join used on endpoint_record.endpoint = used.endpoint and endpoint_record.USUBJID = used.USUBJID
inner join adtte on endpoint_record.source_row = adtte.source_row
where endpoint_record.source_row <> used.source_row
