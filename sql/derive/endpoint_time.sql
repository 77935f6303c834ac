-- What: the time of each subject to an endpoint, or to its censoring.
-- Grain: one row per endpoint and subject with a time.
-- Reads: endpoint, endpoint_competing, endpoint_record, endpoint_subject.
-- Without rows in endpoint there is no row.
select
    endpoint.endpoint,
    endpoint_subject.USUBJID,
    endpoint_subject.arm,
    endpoint_subject.stratum,
    endpoint_record.days,
    endpoint_record.days / endpoint.days_per_unit as time,
    endpoint_record.event and endpoint_competing.description is null as event,
    case
        when endpoint_record.days_after_cutoff > 0 then 0
        when endpoint_competing.description is not null then 2
        when endpoint_record.event then 1
        else 0
    end as status,
    case
        when endpoint_record.days_after_cutoff > 0 then 'After the cut-off' else endpoint_record.description
    end as description
from endpoint_record
inner join endpoint on endpoint_record.endpoint = endpoint.endpoint
inner join endpoint_subject
    on endpoint_record.endpoint = endpoint_subject.endpoint and endpoint_record.USUBJID = endpoint_subject.USUBJID
left join endpoint_competing
    on
        endpoint_record.endpoint = endpoint_competing.endpoint
        and upper(trim(endpoint_record.description)) = endpoint_competing.description
where endpoint_record.counted
