-- What: subjects of an endpoint without a usable time.
-- Grain: one row per parameter and subject.
-- Reads: adsl, endpoint, endpoint_subject, endpoint_time.
-- Without rows in endpoint there is nothing to find.
select distinct
    'adsl' as dataset,
    adsl.source_row,
    adsl.record_key,
    'USUBJID' as variable,
    adsl.USUBJID as value,
    'warning' as severity,
    'ADTTE has no usable time of the subject for ' || endpoint.parameter as message,
    'Retained; included in the number of subjects of the endpoint, not in its analysis' as action
from endpoint_subject
inner join endpoint on endpoint_subject.endpoint = endpoint.endpoint
inner join adsl on endpoint_subject.USUBJID = adsl.USUBJID
left join endpoint_time
    on endpoint_subject.endpoint = endpoint_time.endpoint and endpoint_subject.USUBJID = endpoint_time.USUBJID
where endpoint.kind = 'time' and endpoint_time.USUBJID is null
