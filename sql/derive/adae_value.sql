-- What: the columns of ADAE that conditions name, as rows.
-- Grain: one row per adverse-event record and variable.
-- Reads: adae, profile_value, record_profile.
-- Kept as a view: many rows a record, and hardly any question asks for all of them.
select
    adae.USUBJID,
    adae.AESEQ,
    adae.source_row,
    profile_value.variable,
    profile_value.value,
    profile_value.number,
    profile_value.value_order
from adae
inner join record_profile on adae.source_row = record_profile.source_row
inner join profile_value on record_profile.profile_id = profile_value.profile_id
