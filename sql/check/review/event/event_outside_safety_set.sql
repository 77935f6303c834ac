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
    'the subject has an adverse event but is not in the safety set (SAFFL is not Y)' as message,
    'kept in the table, not counted' as action
from adae
inner join adsl on adae.USUBJID = adsl.USUBJID
where coalesce(adsl.SAFFL, '') <> 'Y'
