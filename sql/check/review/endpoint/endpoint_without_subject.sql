-- What: endpoints and responses that no subject is in.
-- Grain: one row per endpoint.
-- Reads: endpoint, endpoint_subject.
-- Without rows in endpoint there is nothing to find.
select
    'adsl' as dataset,
    cast(null as bigint) as source_row,
    cast(null as varchar) as record_key,
    'USUBJID' as variable,
    endpoint.endpoint as value,
    'warning' as severity,
    'No subject of the population ' || endpoint.analysis_set || ' is in ' || endpoint.endpoint
    || coalesce(' (' || endpoint.cohort || ')', '') as message,
    'Retained; shown without subjects' as action
from endpoint
left join endpoint_subject on endpoint.endpoint = endpoint_subject.endpoint
where endpoint_subject.USUBJID is null
