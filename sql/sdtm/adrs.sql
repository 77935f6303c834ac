-- What: the responses in the shape of ADRS; a partial date is missing.
-- Grain: one row per record of RS.
-- Reads: full_date, rs.
-- Criteria and evaluators are parameters of their own: what one says is never counted as another's.
select
    rs.source_row,
    rs.STUDYID,
    rs.USUBJID,
    rs.RSTESTCD
    || coalesce(', ' || rs.RSCAT, '')
    || coalesce(', ' || rs.RSEVAL, '')
    || coalesce(', ' || rs.RSEVALID, '') as PARAMCD,
    rs.RSTEST as PARAM,
    case when upper(rs.RSSTAT) = 'NOT DONE' then null else coalesce(rs.RSSTRESC, rs.RSORRES) end as AVALC,
    full_date.full_date as ADT
from rs
left join full_date on rs.RSDTC = full_date.date_text
order by rs.source_row
