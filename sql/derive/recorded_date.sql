-- What: every text of a date of death that the analysis reads as text, by the record and the variable that has it.
-- Grain: one row per record and variable that is filled.
-- Reads: adae, adsl.
select
    'adsl' as dataset,
    adsl.source_row,
    adsl.record_key,
    adsl.USUBJID,
    'DTHDTC' as variable,
    adsl.DTHDTC as date_text
from adsl
where adsl.DTHDTC is not null
union all
select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    adae.USUBJID,
    'AEDTHDTC' as variable,
    adae.AEDTHDTC as date_text
from adae
where adae.AEDTHDTC is not null
