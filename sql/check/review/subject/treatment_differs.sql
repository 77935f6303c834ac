-- What: events whose treatment is not the actual treatment of the subject.
-- Grain: one row per event.
-- Reads: adae, adsl.
select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    'TRTA' as variable,
    adae.TRTA as value,
    'warning' as severity,
    'TRTA is not the TRT01A of the subject in ADSL (' || adsl.TRT01A || ')' as message,
    'Retained; counted under TRT01A of ADSL' as action,
    true as until_cutoff
from adae
inner join adsl on adae.USUBJID = adsl.USUBJID
where adae.TRTA <> adsl.TRT01A
