-- What: the vital signs in the shape of ADVS.
-- Grain: one row per record of VS.
-- Reads: analysed_result, vs.
select
    vs.source_row,
    analysed_result.STUDYID,
    analysed_result.USUBJID,
    analysed_result.PARAMCD,
    analysed_result.PARAM,
    vs.VSSEQ,
    analysed_result.AVISIT,
    analysed_result.AVISITN,
    analysed_result.ATPT,
    analysed_result.ADT,
    analysed_result.ADTM,
    analysed_result.ADY,
    analysed_result.AVAL,
    analysed_result.AVALU,
    analysed_result.BASE,
    analysed_result.CHG,
    analysed_result.ABLFL
from analysed_result
inner join vs on analysed_result.source_row = vs.source_row
where analysed_result.dataset = 'advs'
order by vs.source_row
