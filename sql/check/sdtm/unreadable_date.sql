-- What: date texts that are not ISO 8601 or no day of the calendar.
-- Grain: one row per record and variable.
-- Reads: ae, dm, ex, partial_date.
with written as (
    select
        'adae' as dataset,
        ae.source_row,
        ae.record_key,
        'AESTDTC' as variable,
        ae.AESTDTC as date_text
    from ae
    union all
    select
        'adae' as dataset,
        ae.source_row,
        ae.record_key,
        'AEENDTC' as variable,
        ae.AEENDTC as date_text
    from ae
    union all
    select
        'adex' as dataset,
        ex.source_row,
        ex.record_key,
        'EXSTDTC' as variable,
        ex.EXSTDTC as date_text
    from ex
    union all
    select
        'adex' as dataset,
        ex.source_row,
        ex.record_key,
        'EXENDTC' as variable,
        ex.EXENDTC as date_text
    from ex
    union all
    select
        'adsl' as dataset,
        dm.source_row,
        dm.record_key,
        'DTHDTC' as variable,
        dm.DTHDTC as date_text
    from dm
)

select
    written.dataset,
    written.source_row,
    written.record_key,
    written.variable,
    written.date_text as value,
    'warning' as severity,
    written.variable || ' is not a date; it must be ISO 8601, such as 2014-01-02, 2014-01 or 2014' as message,
    'kept: the date is taken as missing' as action
from written
inner join partial_date on written.date_text = partial_date.date_text
where partial_date.known_to = 'none'
