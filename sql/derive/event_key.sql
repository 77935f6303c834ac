-- What: every adverse event of the safety set in numbers: its subject, chain of terms, profile of values and day.
-- Grain: one row per adverse-event record of the safety set; path_id is missing where the event is not emergent.
-- Reads: adverse_event, coded_event, record_profile, subject_key, term_path.
-- Joined as written: at a million records half of the processor time of DuckDB's own order.
select
    adverse_event.source_row,
    subject_key.subject_id,
    term_path.path_id,
    record_profile.profile_id,
    -- A missing start, or one before the first dose (a worsened event), is taken at the first dose: no time at risk is
    -- invented.
    cast(greatest(coalesce(adverse_event.start_day, 1), 1) as integer) as day
from adverse_event
inner join subject_key on adverse_event.USUBJID = subject_key.USUBJID
inner join record_profile on adverse_event.source_row = record_profile.source_row
inner join coded_event on adverse_event.source_row = coded_event.source_row
left join term_path
    on
        adverse_event.emergent
        and adverse_event.AEBODSYS = term_path.AEBODSYS
        and adverse_event.AEHLGT = term_path.AEHLGT
        and adverse_event.AEHLT = term_path.AEHLT
        and adverse_event.AEDECOD = term_path.AEDECOD
        and coalesce(coded_event.pt_name, '(uncoded)') = term_path.coded_name
