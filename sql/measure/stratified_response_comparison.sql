-- What: each arm against the comparator in the rates of each response, within the strata that the response has.
-- Grain: one row per response, rate, arm and stratum; Python pools the strata of a rate into one row.
-- Reads: arm, arm_member, arm_pair, endpoint, endpoint_subject, response_item, response_value, subject_response.
-- Without rows in response_item there is no row.
with stratum as (
    select distinct
        endpoint_subject.endpoint,
        endpoint_subject.stratum
    from endpoint_subject
    inner join endpoint on endpoint_subject.endpoint = endpoint.endpoint
    where endpoint.kind = 'response' and endpoint.strata is not null
),

size as (
    select
        stratum.endpoint,
        stratum.stratum,
        arm.arm,
        count(endpoint_subject.USUBJID) as subjects
    from stratum
    cross join arm
    inner join arm_member on arm.arm = arm_member.arm
    left join endpoint_subject
        on
            stratum.endpoint = endpoint_subject.endpoint
            and stratum.stratum = endpoint_subject.stratum
            and arm_member.member = endpoint_subject.arm
    group by stratum.endpoint, stratum.stratum, arm.arm
),

counted as (
    select
        subject_response.endpoint,
        response_value.item_order,
        endpoint_subject.stratum,
        arm_member.arm,
        count(*) as subjects
    from subject_response
    inner join response_value
        on subject_response.endpoint = response_value.endpoint and subject_response.value = response_value.value
    inner join endpoint_subject
        on
            subject_response.endpoint = endpoint_subject.endpoint
            and subject_response.USUBJID = endpoint_subject.USUBJID
    inner join arm_member on subject_response.arm = arm_member.member
    group by subject_response.endpoint, response_value.item_order, endpoint_subject.stratum, arm_member.arm
),

rated as (
    select
        response_item.endpoint,
        response_item.item_order,
        response_item.label,
        size.stratum,
        size.arm,
        size.subjects as arm_subjects,
        coalesce(counted.subjects, 0) as subjects
    from response_item
    inner join size on response_item.endpoint = size.endpoint
    left join counted
        on
            response_item.endpoint = counted.endpoint
            and response_item.item_order = counted.item_order
            and size.stratum = counted.stratum
            and size.arm = counted.arm
    where response_item.kind = 'rate'
)

select
    investigated.endpoint,
    arm_pair.arm,
    arm_pair.comparator,
    investigated.item_order,
    investigated.label,
    investigated.stratum,
    investigated.subjects,
    investigated.arm_subjects,
    compared.subjects as comparator_subjects,
    compared.arm_subjects as comparator_arm_subjects
from arm_pair
inner join rated as investigated on arm_pair.arm = investigated.arm
inner join rated as compared
    on
        arm_pair.comparator = compared.arm
        and investigated.endpoint = compared.endpoint
        and investigated.item_order = compared.item_order
        and investigated.stratum = compared.stratum
inner join endpoint on investigated.endpoint = endpoint.endpoint
order by endpoint.endpoint_order, investigated.item_order, arm_pair.arm_order, investigated.stratum
