-- What: how many subjects have each value of each response, none of these, and each rate.
-- Grain: one row per response, item and arm.
-- Reads: arm, arm_member, endpoint, endpoint_subject, response_item, subject_response_item.
-- Without rows in response_item there is no row.
with size as (
    select
        endpoint.endpoint,
        arm.arm,
        count(endpoint_subject.USUBJID) as arm_subjects
    from endpoint
    cross join arm
    inner join arm_member on arm.arm = arm_member.arm
    left join endpoint_subject
        on endpoint.endpoint = endpoint_subject.endpoint and arm_member.member = endpoint_subject.arm
    group by endpoint.endpoint, arm.arm
),

counted as (
    select
        subject_response_item.endpoint,
        subject_response_item.item_order,
        arm_member.arm,
        count(*) as subjects
    from subject_response_item
    inner join arm_member on subject_response_item.arm = arm_member.member
    group by subject_response_item.endpoint, subject_response_item.item_order, arm_member.arm
)

select
    response_item.endpoint,
    response_item.item_order,
    response_item.kind,
    response_item.label,
    arm.arm,
    coalesce(counted.subjects, 0) as subjects,
    size.arm_subjects,
    100.0 * coalesce(counted.subjects, 0) / nullif(size.arm_subjects, 0) as percent
from response_item
inner join endpoint on response_item.endpoint = endpoint.endpoint
cross join arm
inner join size on response_item.endpoint = size.endpoint and arm.arm = size.arm
left join counted
    on
        response_item.endpoint = counted.endpoint
        and response_item.item_order = counted.item_order
        and arm.arm = counted.arm
order by endpoint.endpoint_order, response_item.item_order, arm.arm_order
