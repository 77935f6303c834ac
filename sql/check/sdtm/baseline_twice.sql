-- What: tests of a subject with two baselines that are not the same; lying and standing have one each.
-- Grain: one row per subject, parameter and time point.
-- Reads: analysed_result.
-- Without rows in analysed_result there is nothing to find.
select
    analysed_result.dataset,
    cast(null as bigint) as source_row,
    'USUBJID=' || analysed_result.USUBJID || ', PARAMCD=' || analysed_result.PARAMCD
    || coalesce(', ATPT=' || analysed_result.ATPT, '') as record_key,
    'ABLFL' as variable,
    cast(count(*) as varchar) || ' baselines' as value,
    'warning' as severity,
    analysed_result.domain || 'LOBXFL or ' || analysed_result.domain || 'BLFL marks results from '
    || cast(min(analysed_result.AVAL) as varchar) || ' to ' || cast(max(analysed_result.AVAL) as varchar)
    || ' as baseline; a test has one baseline' as message,
    'Retained; BASE is missing or that of the same unit; '
    || case when analysed_result.dataset = 'adlb' then 'grades' else 'changes' end
    || ' are relative to the latest of them' as action
from analysed_result
where analysed_result.ABLFL = 'Y' and analysed_result.AVAL is not null
group by
    analysed_result.dataset,
    analysed_result.domain,
    analysed_result.USUBJID,
    analysed_result.PARAMCD,
    analysed_result.ATPT
having
    min(analysed_result.AVAL) <> max(analysed_result.AVAL)
    or min(coalesce(analysed_result.AVALU, '')) <> max(coalesce(analysed_result.AVALU, ''))
