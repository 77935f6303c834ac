-- What: the doses in the shape of ADEX; a partial date is missing.
-- Grain: one row per record of EX.
-- Reads: ex, full_date.
select
    ex.source_row,
    ex.STUDYID,
    ex.USUBJID,
    ex.EXSEQ,
    ex.EXTRT,
    nullif(ex.EXDOSE, '.') as EXDOSE,
    ex.EXDOSU,
    ex.EXDOSFRQ,
    ex.EXADJ,
    ex.VISITNUM,
    dose_start.full_date as ASTDT,
    case when ex.EXSTDTC like '____-__-__T__:__%' then ex.EXSTDTC end as ASTDTM,
    dose_end.full_date as AENDT
from ex
left join full_date as dose_start on ex.EXSTDTC = dose_start.date_text
left join full_date as dose_end on ex.EXENDTC = dose_end.date_text
order by ex.source_row
