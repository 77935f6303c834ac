-- What: the laboratory results in the shape of ADLB.
-- Grain: one row per record of LB.
-- Reads: analysed_result, lb.
select
    lb.source_row,
    analysed_result.STUDYID,
    analysed_result.USUBJID,
    analysed_result.PARAMCD,
    analysed_result.PARAM,
    lb.LBCAT as PARCAT1,
    lb.LBSEQ,
    analysed_result.AVISIT,
    analysed_result.AVISITN,
    analysed_result.ADT,
    analysed_result.ADTM,
    analysed_result.ADY,
    analysed_result.AVAL,
    analysed_result.AVALU,
    analysed_result.BASE,
    analysed_result.CHG,
    analysed_result.ABLFL,
    lb.LBTOXGR as ATOXGR,
    nullif(lb.LBSTNRLO, '.') as ANRLO,
    nullif(lb.LBSTNRHI, '.') as ANRHI,
    lb.LBNRIND as ANRIND
from analysed_result
inner join lb on analysed_result.source_row = lb.source_row
where analysed_result.dataset = 'adlb'
order by lb.source_row
