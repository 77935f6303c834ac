-- What: the last dose at or before the onset of each adverse event, by day.
-- Grain: one row per adverse-event record whose day of onset is recorded in full, on or after the first dose.
-- Reads: adverse_event, dose_day.
-- Without rows in dose_day there is no row.
select
    adverse_event.source_row,
    dose_day.treatments,
    dose_day.dose,
    dose_day.unit,
    dose_day.cycle,
    dose_day.from_day
from adverse_event
inner join dose_day
    on
        adverse_event.USUBJID = dose_day.USUBJID
        and adverse_event.start_day >= dose_day.from_day
        and (adverse_event.start_day <= dose_day.to_day or dose_day.to_day is null)
where adverse_event.ASTDTF is null
