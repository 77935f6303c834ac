-- What: who responded: the subjects with the first rate of each response.
-- Grain: one row per response and subject.
-- Reads: response_item, response_value, subject_response.
-- Without rows in response_item there is no row.
select
    subject_response.endpoint,
    subject_response.USUBJID
from subject_response
inner join response_item on subject_response.endpoint = response_item.endpoint
inner join response_value
    on
        response_item.endpoint = response_value.endpoint
        and response_item.item_order = response_value.item_order
        and subject_response.value = response_value.value
where response_item.leads
