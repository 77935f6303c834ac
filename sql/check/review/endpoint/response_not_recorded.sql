-- What: subjects of a response without a value of it.
-- Grain: one row per parameter and subject.
-- Reads: adsl, endpoint, subject_response.
-- Without rows in subject_response there is nothing to find.
select distinct
    'adsl' as dataset,
    adsl.source_row,
    adsl.record_key,
    'USUBJID' as variable,
    adsl.USUBJID as value,
    'note' as severity,
    'ADRS has no value of the subject for ' || endpoint.parameter || ' by the cut-off' as message,
    'Retained; in the denominator of every rate, a responder in none' as action
from subject_response
inner join endpoint on subject_response.endpoint = endpoint.endpoint
inner join adsl on subject_response.USUBJID = adsl.USUBJID
where subject_response.value is null
