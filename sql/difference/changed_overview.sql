-- What: the items of the overview whose subjects, events or size of the arm are not what they were.
-- Grain: one row per arm and item.
-- Reads: new_overview, old_overview.
select
    coalesce(new_overview.arm, old_overview.arm) as arm,
    coalesce(new_overview.item, old_overview.item) as item,
    coalesce(new_overview.label, old_overview.label) as label,
    coalesce(new_overview.item_order, old_overview.item_order) as item_order,
    old_overview.subjects as old_subjects,
    old_overview.arm_subjects as old_arm_subjects,
    old_overview.events as old_events,
    new_overview.subjects,
    new_overview.arm_subjects,
    new_overview.events
from old_overview
full outer join new_overview on old_overview.arm = new_overview.arm and old_overview.item = new_overview.item
where
    old_overview.subjects is distinct from new_overview.subjects
    or old_overview.arm_subjects is distinct from new_overview.arm_subjects
    or old_overview.events is distinct from new_overview.events
