-- What: the events that the choice of the window moves: those after the shortest window, and the first to include them.
-- Grain: one row per adverse-event record of the safety set that starts after the shortest window.
-- Reads: adverse_event, arm, emergent, emergent_window.
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
    adverse_event.arm,
    adverse_event.USUBJID,
    adverse_event.AESEQ,
    adverse_event.source_row,
    adverse_event.AEDECOD,
    adverse_event.ASTDT,
    emergent.days_after_last_dose,
    emergent_window.window_label,
    emergent_window.window_order,
    adverse_event.emergent
from entry
inner join emergent_window on entry.window_order = emergent_window.window_order
inner join emergent on entry.days_after_last_dose = emergent.days_after_last_dose
inner join adverse_event on emergent.source_row = adverse_event.source_row
inner join arm on adverse_event.arm = arm.arm
where entry.window_order > 1
order by arm.arm_order, entry.window_order, adverse_event.USUBJID, adverse_event.source_row
