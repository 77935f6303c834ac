-- What: the subjects behind one number of a response, with the value of each.
-- Grain: one row per subject.
-- Reads: arm_member, response_item, subject_response, subject_response_item.
select
    subject_response.endpoint,
    subject_response.USUBJID,
    subject_response.arm,
    subject_response.value,
    cast(cast(subject_response.day as date) as varchar) as day
from subject_response_item
inner join response_item
    on
        subject_response_item.endpoint = response_item.endpoint
        and subject_response_item.item_order = response_item.item_order
inner join subject_response
    on
        subject_response_item.endpoint = subject_response.endpoint
        and subject_response_item.USUBJID = subject_response.USUBJID
where
    subject_response.arm in (select arm_member.member from arm_member where arm_member.arm = $arm)
    and subject_response_item.endpoint = $endpoint
    and response_item.label = $category
order by subject_response.USUBJID
