-- What: each arm against the comparator: the counts of the rates of each response that are compared.
-- Grain: one row per response, rate and arm.
-- Reads: arm_pair, endpoint, response.
-- Without rows in response there is no row.
select
    investigated.endpoint,
    arm_pair.arm,
    arm_pair.comparator,
    investigated.item_order,
    investigated.label,
    investigated.subjects,
    investigated.arm_subjects,
    compared.subjects as comparator_subjects,
    compared.arm_subjects as comparator_arm_subjects
from arm_pair
inner join response as investigated on arm_pair.arm = investigated.arm
inner join response as compared
    on
        arm_pair.comparator = compared.arm
        and investigated.endpoint = compared.endpoint
        and investigated.item_order = compared.item_order
inner join endpoint on investigated.endpoint = endpoint.endpoint
where investigated.kind = 'rate'
order by endpoint.endpoint_order, investigated.item_order, arm_pair.arm_order
