-- What: texts of a date of death that are no date: no death follows from them.
-- Grain: one row per record and variable.
-- Reads: adae, adsl, death, death_text.
with written as (
    select
        'adsl' as dataset,
        adsl.source_row,
        adsl.record_key,
        adsl.USUBJID,
        'DTHDTC' as variable,
        adsl.DTHDTC as value
    from adsl
    where adsl.DTHDTC is not null
    union all
    select
        'adae' as dataset,
        adae.source_row,
        adae.record_key,
        adae.USUBJID,
        'AEDTHDTC' as variable,
        adae.AEDTHDTC as value
    from adae
    where adae.AEDTHDTC is not null
)

select
    written.dataset,
    written.source_row,
    written.record_key,
    written.variable,
    written.value,
    'warning' as severity,
    written.variable || ' is not a date; it must be ISO 8601, such as 2014-01-02, 2014-01 or 2014' as message,
    case
        when death.USUBJID is null then 'kept: the date is taken as missing, and the subject not counted as dead'
        else 'kept: the date is taken as missing; other records say that the subject died'
    end as action
from written
left join death_text on written.value = death_text.date_text
left join death on written.USUBJID = death.USUBJID
where death_text.date_text is null
