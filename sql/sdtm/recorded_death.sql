-- What: who died as DM, its supplemental qualifiers, DD and DS record it, when, and which of them dates the death.
-- Grain: one row per subject with a death recorded.
-- Reads: death_record.
with placed as (
    select
        death_record.USUBJID,
        death_record.domain,
        death_record.variable || ' of ' || death_record.domain || ' is ' || death_record.value as said,
        death_record.death_date,
        -- The date of DM before that of DD, and both before that of DS; never by the order of the records.
        row_number() over (
            partition by death_record.USUBJID
            order by
                case when death_record.death_date is null then 1 else 0 end asc,
                death_record.preference asc,
                death_record.death_date asc,
                death_record.domain asc,
                -- The flag before a date that is not known to the day.
                death_record.variable desc,
                death_record.value asc
        ) as place
    from death_record
),

told as (
    select
        death_record.USUBJID,
        max(case when death_record.variable = 'DSDECOD' then death_record.value end) as disposition,
        max(case when death_record.domain = 'DD' then death_record.value end) as details,
        coalesce(
            max(case when death_record.domain = 'DM' and death_record.variable = 'DTHDTC' then death_record.value end),
            max(
                case
                    when death_record.domain = 'SUPPDM' and death_record.variable = 'DTHDTC' then death_record.value
                end
            )
        ) as DTHDTC
    from death_record
    group by death_record.USUBJID
)

select
    placed.USUBJID,
    placed.death_date,
    case when placed.death_date is not null then placed.domain end as domain,
    placed.said,
    told.disposition,
    told.details,
    told.DTHDTC
from placed
inner join told on placed.USUBJID = told.USUBJID
where placed.place = 1
