-- What: the categories that each subject reached up to the end of each window, by the rule.
-- Grain: one row per subject, window that includes an event of it, and word of the set.
-- Reads: emergent_window, event_key, profile_set, window_entry.
with entered as (
    select
        event_key.subject_id,
        window_entry.window_order,
        profile_set.word,
        bit_or(profile_set.any_level) as categories
    from window_entry
    inner join event_key on window_entry.source_row = event_key.source_row
    inner join profile_set on event_key.profile_id = profile_set.profile_id
    group by event_key.subject_id, window_entry.window_order, profile_set.word
)

select
    entered.subject_id,
    emergent_window.window_order,
    entered.word,
    bit_or(entered.categories) as reached
from entered
inner join emergent_window on entered.window_order <= emergent_window.window_order
group by entered.subject_id, emergent_window.window_order, entered.word
