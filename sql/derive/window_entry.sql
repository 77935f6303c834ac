-- What: the shortest of the windows that includes an event; every longer one includes it as well.
-- Grain: one row per adverse-event record of the safety set that some window includes.
-- Reads: adverse_event, emergent, emergent_window.
with late_day as (
    select distinct emergent.days_after_last_dose
    from emergent
),

entry as (
    select
        late_day.days_after_last_dose,
        min(emergent_window.window_order) as window_order
    from late_day
    inner join emergent_window
        on late_day.days_after_last_dose <= coalesce(emergent_window.window_days, late_day.days_after_last_dose)
    group by late_day.days_after_last_dose
)

select
    adverse_event.source_row,
    emergent.days_after_last_dose,
    entry.window_order
from adverse_event
inner join emergent on adverse_event.source_row = emergent.source_row
inner join entry on emergent.days_after_last_dose = entry.days_after_last_dose
