-- What: events of subjects who are not in the safety set.
-- Grain: one row per event.
-- Reads: adae, adsl.
select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    'USUBJID' as variable,
    adae.USUBJID as value,
    'note' as severity,
    'The subject has an adverse event but is not in the safety analysis set (SAFFL is not Y)' as message,
    'Retained in the table; not counted' as action,
    true as until_cutoff
from adae
inner join adsl on adae.USUBJID = adsl.USUBJID
where coalesce(adsl.SAFFL, '') <> 'Y'
