-- What: the results of the domains of findings as they were collected, with what all of these domains have.
-- Grain: one row per record of LB, VS and EG.
-- Reads: eg, lb, vs.
select
    'adlb' as dataset,
    'LB' as domain,
    lb.source_row,
    lb.record_key,
    lb.STUDYID,
    lb.USUBJID,
    lb.LBTESTCD as test_code,
    -- Glucose of urine is another parameter than that of blood: only blood has the bare code.
    case
        when upper(lb.LBCAT) like '%URIN%' then lb.LBTESTCD || '_URINE'
        when
            lb.LBSPEC is null
            or upper(lb.LBSPEC) like '%BLOOD%'
            or upper(lb.LBSPEC) like '%SERUM%'
            or upper(lb.LBSPEC) like '%PLASMA%'
            then lb.LBTESTCD
        else lb.LBTESTCD || '_' || upper(lb.LBSPEC)
    end as PARAMCD,
    lb.LBTEST as test_name,
    lb.LBSTRESN as numeric_result,
    lb.LBSTRESC as character_result,
    lb.LBSTRESU as unit,
    lb.LBSTAT as status,
    lb.LBDTC as date_text,
    lb.LBDY as study_day,
    lb.VISIT as AVISIT,
    lb.VISITNUM as AVISITN,
    cast(null as varchar) as ATPT,
    upper(lb.LBLOBXFL) as last_before_exposure,
    upper(lb.LBBLFL) as baseline_flag
from lb
union all
select
    'advs' as dataset,
    'VS' as domain,
    vs.source_row,
    vs.record_key,
    vs.STUDYID,
    vs.USUBJID,
    vs.VSTESTCD as test_code,
    vs.VSTESTCD as PARAMCD,
    vs.VSTEST as test_name,
    vs.VSSTRESN as numeric_result,
    vs.VSSTRESC as character_result,
    vs.VSSTRESU as unit,
    vs.VSSTAT as status,
    vs.VSDTC as date_text,
    vs.VSDY as study_day,
    vs.VISIT as AVISIT,
    vs.VISITNUM as AVISITN,
    coalesce(vs.VSTPT, vs.VSPOS) as ATPT,
    upper(vs.VSLOBXFL) as last_before_exposure,
    upper(vs.VSBLFL) as baseline_flag
from vs
union all
select
    'adeg' as dataset,
    'EG' as domain,
    eg.source_row,
    eg.record_key,
    eg.STUDYID,
    eg.USUBJID,
    eg.EGTESTCD as test_code,
    eg.EGTESTCD as PARAMCD,
    eg.EGTEST as test_name,
    eg.EGSTRESN as numeric_result,
    eg.EGSTRESC as character_result,
    eg.EGSTRESU as unit,
    eg.EGSTAT as status,
    eg.EGDTC as date_text,
    eg.EGDY as study_day,
    eg.VISIT as AVISIT,
    eg.VISITNUM as AVISITN,
    coalesce(eg.EGTPT, eg.EGPOS) as ATPT,
    upper(eg.EGLOBXFL) as last_before_exposure,
    upper(eg.EGBLFL) as baseline_flag
from eg
