-- What: what each subject died of: fatal adverse events by preferred term, all and those related to treatment.
-- Grain: one row per subject, kind of cause and cause; a subject with two fatal events counts with both.
-- Reads: death_listing.
select distinct
    death_listing.USUBJID,
    death_listing.arm,
    'fatal_event' as kind,
    coalesce(death_listing.AEDECOD, '(missing)') as cause
from death_listing
where death_listing.AESEQ is not null
union all
select distinct
    death_listing.USUBJID,
    death_listing.arm,
    'fatal_event_related' as kind,
    coalesce(death_listing.AEDECOD, '(missing)') as cause
from death_listing
where death_listing.AESEQ is not null and death_listing.related
