-- What: every measurement of the datasets of results, with what their dates, their subjects and their account are of.
-- Grain: one row per record of ADLB, ADVS and ADEG.
-- Reads: adeg, adlb, advs.
select
    'adlb' as dataset,
    'Laboratory results' as kind,
    1 as kind_order,
    adlb.source_row,
    adlb.record_key,
    adlb.STUDYID,
    adlb.USUBJID,
    coalesce(adlb.PARAMCD, adlb.PARAM) as item,
    adlb.ADT,
    adlb.ADTM,
    adlb.ADY,
    adlb.ABLFL,
    adlb.LBDTC as date_text
from adlb
union all
select
    'advs' as dataset,
    'Vital signs' as kind,
    2 as kind_order,
    advs.source_row,
    advs.record_key,
    advs.STUDYID,
    advs.USUBJID,
    coalesce(advs.PARAMCD, advs.PARAM) as item,
    advs.ADT,
    advs.ADTM,
    advs.ADY,
    advs.ABLFL,
    advs.VSDTC as date_text
from advs
union all
select
    'adeg' as dataset,
    'Electrocardiograms' as kind,
    3 as kind_order,
    adeg.source_row,
    adeg.record_key,
    adeg.STUDYID,
    adeg.USUBJID,
    coalesce(adeg.PARAMCD, adeg.PARAM) as item,
    adeg.ADT,
    adeg.ADTM,
    adeg.ADY,
    adeg.ABLFL,
    adeg.EGDTC as date_text
from adeg
