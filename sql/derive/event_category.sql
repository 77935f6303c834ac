-- What: the categories each event is in, by the conditions of the category table, emergent or not.
-- Grain: one row per adverse-event record of the safety set and category.
-- Reads: adverse_event, profile_category, record_profile.
-- Kept as a view: many rows a record, and hardly any question asks for all of them.
select
    adverse_event.USUBJID,
    adverse_event.AESEQ,
    adverse_event.source_row,
    profile_category.category
from adverse_event
inner join record_profile on adverse_event.source_row = record_profile.source_row
inner join profile_category on record_profile.profile_id = profile_category.profile_id
