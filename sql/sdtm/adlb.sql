-- What: the laboratory results in the shape of ADLB, each with the result that LB marks as the baseline.
-- Grain: one row per record of LB.
-- Reads: full_date, lb.
with result as (
    select
        lb.source_row,
        lb.STUDYID,
        lb.USUBJID,
        lb.LBSEQ,
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
        lb.LBTEST,
        lb.VISIT,
        lb.VISITNUM,
        lb.LBDY,
        try_cast(lb.LBSTRESN as double) as AVAL,
        lb.LBSTRESU,
        lb.LBSTNRLO,
        lb.LBSTNRHI,
        lb.LBNRIND,
        full_date.full_date as ADT,
        -- The flag of the last observation before exposure (SDTMIG 3.3) before the older one.
        coalesce(upper(lb.LBLOBXFL), upper(lb.LBBLFL)) as ABLFL
    from lb
    left join full_date on lb.LBDTC = full_date.date_text
),

baseline as (
    select
        result.USUBJID,
        result.PARAMCD,
        max(result.AVAL) as BASE
    from result
    where result.ABLFL = 'Y' and result.AVAL is not null
    group by result.USUBJID, result.PARAMCD
    -- Two baselines of one test are none.
    having min(result.AVAL) = max(result.AVAL)
)

select
    result.source_row,
    result.STUDYID,
    result.USUBJID,
    result.PARAMCD,
    result.LBTEST || coalesce(' (' || result.LBSTRESU || ')', '') as PARAM,
    result.LBSEQ,
    result.VISIT as AVISIT,
    result.VISITNUM as AVISITN,
    result.ADT,
    result.LBDY as ADY,
    result.AVAL,
    result.LBSTRESU as AVALU,
    baseline.BASE,
    result.AVAL - baseline.BASE as CHG,
    result.ABLFL,
    result.LBSTNRLO as ANRLO,
    result.LBSTNRHI as ANRHI,
    result.LBNRIND as ANRIND
from result
left join baseline on result.USUBJID = baseline.USUBJID and result.PARAMCD = baseline.PARAMCD
order by result.source_row
