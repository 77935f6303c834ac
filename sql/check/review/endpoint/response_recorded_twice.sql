-- What: further records of a subject for the same response.
-- Grain: one row per record that is not used.
-- Reads: adrs, endpoint, subject_response.
-- Without rows in subject_response there is nothing to find.
-- A parameter of several responses is said once.
select distinct
    'adrs' as dataset,
    adrs.source_row,
    adrs.record_key,
    'PARAMCD' as variable,
    adrs.PARAMCD as value,
    'warning' as severity,
    'Row ' || cast(subject_response.source_row as varchar)
    || ' has a value of the subject for this parameter too; one record per subject and parameter is analysed'
        as message,
    'Retained; the earliest value by the cut-off is analysed' as action
from subject_response
inner join endpoint on subject_response.endpoint = endpoint.endpoint
inner join adrs on endpoint.parameter = adrs.PARAMCD and subject_response.USUBJID = adrs.USUBJID
where adrs.source_row <> subject_response.source_row
