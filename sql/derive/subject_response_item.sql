-- What: what each subject counts as in each response: its value, none of the values asked for, the rates it is in.
-- Grain: one row per response, item and subject.
-- Reads: response_item, response_value, subject_response.
-- Without rows in response_item there is no row.
with one_by_one as (
    select
        response_value.endpoint,
        response_value.value
    from response_value
    inner join response_item
        on response_value.endpoint = response_item.endpoint and response_value.item_order = response_item.item_order
    where response_item.kind = 'value'
)

select
    subject_response.endpoint,
    response_value.item_order,
    subject_response.USUBJID,
    subject_response.arm
from subject_response
inner join response_value
    on subject_response.endpoint = response_value.endpoint and subject_response.value = response_value.value
inner join response_item
    on response_value.endpoint = response_item.endpoint and response_value.item_order = response_item.item_order
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
