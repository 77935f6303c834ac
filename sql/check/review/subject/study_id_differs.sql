-- What: records whose study is not the study of the subject in ADSL.
-- Grain: one row per record.
-- Reads: adae, adex, adjudication, adsl, measurement.
with record as (
    select
        'adae' as dataset,
        adae.source_row,
        adae.record_key,
        adae.USUBJID,
        adae.STUDYID
    from adae
    union all
    select
        'adex' as dataset,
        adex.source_row,
        adex.record_key,
        adex.USUBJID,
        adex.STUDYID
    from adex
    union all
    select
        measurement.dataset,
        measurement.source_row,
        measurement.record_key,
        measurement.USUBJID,
        measurement.STUDYID
    from measurement
    union all
    select
        'adjudication' as dataset,
        adjudication.source_row,
        adjudication.record_key,
        adjudication.USUBJID,
        adjudication.STUDYID
    from adjudication
)

select
    record.dataset,
    record.source_row,
    record.record_key,
    'STUDYID' as variable,
    record.STUDYID as value,
    'note' as severity,
    'STUDYID is not that of the subject in ADSL (' || adsl.STUDYID || ')' as message,
    'Retained' as action
from record
inner join adsl on record.USUBJID = adsl.USUBJID
where record.STUDYID <> adsl.STUDYID
