-- What: whose endpoint is analysed: who is in its population and cohort, or the responders among them.
-- Grain: one row per endpoint and subject.
-- Reads: endpoint, endpoint_member, responder.
-- Without rows in endpoint there is no row.
select
    endpoint_member.endpoint,
    endpoint_member.USUBJID,
    endpoint_member.arm,
    endpoint_member.stratum
from endpoint_member
inner join endpoint on endpoint_member.endpoint = endpoint.endpoint
left join responder on endpoint.responders = responder.endpoint and endpoint_member.USUBJID = responder.USUBJID
where endpoint.responders is null or responder.USUBJID is not null
