-- What: the times to each endpoint by arm; quartiles, follow-up and restricted means are made of these.
-- Grain: one row per endpoint, arm, arm of the data in it and subject; of an arm without a subject one row without.
-- Reads: arm, arm_member, endpoint, endpoint_subject, endpoint_time.
-- Without rows in endpoint there is no row.
select
    endpoint.endpoint,
    arm.arm,
    endpoint.unit,
    endpoint.competing,
    endpoint.restricted_until,
    endpoint_subject.USUBJID,
    endpoint_time.time,
    endpoint_time.status
from endpoint
cross join arm
inner join arm_member on arm.arm = arm_member.arm
left join endpoint_subject
    on endpoint.endpoint = endpoint_subject.endpoint and arm_member.member = endpoint_subject.arm
left join endpoint_time
    on endpoint_subject.endpoint = endpoint_time.endpoint and endpoint_subject.USUBJID = endpoint_time.USUBJID
where endpoint.kind = 'time'
order by endpoint.endpoint_order, arm.arm_order, endpoint_subject.USUBJID
