-- What: the events that the choice of the window moves: those after the shortest window, and the first to include them.
-- Grain: one row per adverse-event record of the safety set that starts after the shortest window.
-- Reads: adverse_event, arm, emergent_window, window_entry.
select
    adverse_event.arm,
    adverse_event.USUBJID,
    adverse_event.AESEQ,
    adverse_event.source_row,
    adverse_event.AEDECOD,
    adverse_event.ASTDT,
    window_entry.days_after_last_dose,
    emergent_window.window_label,
    emergent_window.window_order,
    adverse_event.emergent
from window_entry
inner join emergent_window on window_entry.window_order = emergent_window.window_order
inner join adverse_event on window_entry.source_row = adverse_event.source_row
inner join arm on adverse_event.arm = arm.arm
where window_entry.window_order > 1
order by arm.arm_order, window_entry.window_order, adverse_event.USUBJID, adverse_event.source_row
