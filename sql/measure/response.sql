-- What: how many subjects have each value of each response, none of these, and each rate.
-- Grain: one row per response, item and arm.
-- Reads: arm, arm_member, endpoint, endpoint_subject, response_item, response_value, subject_response.
-- Without rows in response_item there is no row.
with one_by_one as (
    select
        response_value.endpoint,
        response_value.value
    from response_value
    inner join response_item
        on response_value.endpoint = response_item.endpoint and response_value.item_order = response_item.item_order
    where response_item.kind = 'value'
),

had as (
    select
        subject_response.endpoint,
        response_value.item_order,
        subject_response.USUBJID,
        subject_response.arm
    from subject_response
    inner join response_value
        on subject_response.endpoint = response_value.endpoint and subject_response.value = response_value.value
    union all
    select
        subject_response.endpoint,
        response_item.item_order,
        subject_response.USUBJID,
        subject_response.arm
    from subject_response
    inner join response_item on subject_response.endpoint = response_item.endpoint and response_item.kind = 'other'
    left join one_by_one
        on subject_response.endpoint = one_by_one.endpoint and subject_response.value = one_by_one.value
    where one_by_one.value is null
),

size as (
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
        had.endpoint,
        had.item_order,
        arm_member.arm,
        count(*) as subjects
    from had
    inner join arm_member on had.arm = arm_member.member
    group by had.endpoint, had.item_order, arm_member.arm
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
