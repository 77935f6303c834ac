-- What: subjects whose reference period or exposure in DM ends before it starts.
-- Grain: one row per subject and period.
-- Reads: dm, partial_date.
with period as (
    select
        dm.source_row,
        dm.record_key,
        'RFENDTC' as variable,
        'RFSTDTC' as start_variable,
        dm.RFSTDTC as period_start,
        dm.RFENDTC as period_end
    from dm
    union all
    select
        dm.source_row,
        dm.record_key,
        'RFXENDTC' as variable,
        'RFXSTDTC' as start_variable,
        dm.RFXSTDTC as period_start,
        dm.RFXENDTC as period_end
    from dm
)

select
    'adsl' as dataset,
    period.source_row,
    period.record_key,
    period.variable,
    period.period_end as value,
    'warning' as severity,
    period.variable || ' is before ' || period.start_variable || ', which is ' || period.period_start as message,
    'Retained; first and last dose are those of EX; a date of DM is used only if EX lacks one and allows it' as action
from period
inner join partial_date as period_start on period.period_start = period_start.date_text
inner join partial_date as period_end on period.period_end = period_end.date_text
where period_end.latest < period_start.earliest
