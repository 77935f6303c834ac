-- What: the values that a category's condition can name, of every event, emergent or not.
-- Grain: one row per adverse-event record of the safety set and variable.
-- Reads: adverse_event, profile_attribute, record_profile.
-- Kept as a view: many rows a record, and hardly any question asks for all of them.
select
    adverse_event.USUBJID,
    adverse_event.AESEQ,
    adverse_event.source_row,
    profile_attribute.variable,
    profile_attribute.value,
    profile_attribute.number
from adverse_event
inner join record_profile on adverse_event.source_row = record_profile.source_row
inner join profile_attribute on record_profile.profile_id = profile_attribute.profile_id
