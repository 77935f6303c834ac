-- What: events that start after the cut-off date of the data.
-- Grain: one row per event.
-- Reads: adae, study.
with possible_start as (
    select
        adae.source_row,
        adae.record_key,
        adae.ASTDT,
        case
            when adae.ASTDTF = 'M' then make_date(year(adae.ASTDT), 1, 1)
            when adae.ASTDTF = 'D' then make_date(year(adae.ASTDT), month(adae.ASTDT), 1)
            when adae.ASTDTF is null then adae.ASTDT
        end as earliest_start
    from adae
)

select
    'adae' as dataset,
    possible_start.source_row,
    possible_start.record_key,
    'ASTDT' as variable,
    cast(possible_start.ASTDT as varchar) as value,
    'warning' as severity,
    'ASTDT is after the cut-off date ' || cast(study.cutoff_date as varchar) || ' of the study' as message,
    case
        when study.counted_until is null then 'kept: counted as recorded, as the study file says'
        when possible_start.earliest_start > study.counted_until
            then 'kept in the table, not counted: after the cut-off'
        else 'kept: the imputed start may have been before the cut-off'
    end as action
from possible_start
cross join study
where possible_start.ASTDT > study.cutoff_date
