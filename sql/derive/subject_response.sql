-- What: the value that each subject has of each response.
-- Grain: one row per response and subject of its population and cohort.
-- Reads: adrs, endpoint, endpoint_member, study.
-- Without rows in endpoint there is no row.
with recorded as (
    select
        endpoint.endpoint,
        adrs.USUBJID,
        adrs.source_row,
        adrs.AVALC,
        adrs.ADT,
        -- By what the records say, never by their order in the file: a value before none, the earliest first.
        row_number() over (
            partition by endpoint.endpoint, adrs.USUBJID
            order by
                case when adrs.AVALC is null then 1 else 0 end asc,
                case when adrs.ADT is null then 1 else 0 end asc,
                adrs.ADT asc,
                adrs.AVALC asc,
                adrs.source_row asc
        ) as place
    from endpoint
    inner join adrs on endpoint.parameter = adrs.PARAMCD
    cross join study
    where endpoint.kind = 'response' and not coalesce(adrs.ADT > study.counted_until, false)
)

select
    endpoint_member.endpoint,
    endpoint_member.USUBJID,
    endpoint_member.arm,
    recorded.source_row,
    recorded.AVALC as value,
    recorded.ADT as day
from endpoint_member
inner join endpoint on endpoint_member.endpoint = endpoint.endpoint
left join recorded
    on
        endpoint_member.endpoint = recorded.endpoint
        and endpoint_member.USUBJID = recorded.USUBJID
        and recorded.place = 1
where endpoint.kind = 'response'
