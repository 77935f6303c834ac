-- What: the results of electrocardiograms in the shape of ADEG.
-- Grain: one row per record of EG.
-- Reads: analysed_result, eg.
select
    eg.source_row,
    analysed_result.STUDYID,
    analysed_result.USUBJID,
    analysed_result.PARAMCD,
    analysed_result.PARAM,
    eg.EGSEQ,
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
inner join eg on analysed_result.source_row = eg.source_row
where analysed_result.dataset = 'adeg'
order by eg.source_row
