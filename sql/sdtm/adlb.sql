-- What: the laboratory results in the shape of ADLB, each with the result that LB marks as the baseline.
-- Grain: one row per record of LB.
-- Reads: first_last_dose, full_date, lb, numeric_result.
with coded as (
    select
        lb.source_row,
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
        end as PARAMCD
    from lb
),

result as (
    select
        lb.source_row,
        lb.STUDYID,
        lb.USUBJID,
        lb.LBSEQ,
        coded.PARAMCD,
        lb.LBTEST,
        lb.LBCAT,
        lb.VISIT,
        lb.VISITNUM,
        lb.LBDY,
        numeric_result.AVAL,
        lb.LBSTRESU,
        nullif(lb.LBSTNRLO, '.') as LBSTNRLO,
        nullif(lb.LBSTNRHI, '.') as LBSTNRHI,
        lb.LBNRIND,
        lb.LBTOXGR,
        full_date.full_date as ADT,
        case when lb.LBDTC like '____-__-__T__:__%' then lb.LBDTC end as ADTM,
        -- The flag of the last observation before exposure (SDTMIG 3.3), else the older one; never both of one test.
        case
            when
                max(case when upper(lb.LBLOBXFL) = 'Y' then 1 else 0 end) over (
                    partition by lb.USUBJID, coded.PARAMCD
                ) = 1
                then upper(lb.LBLOBXFL)
            else upper(lb.LBBLFL)
        end as ABLFL
    from lb
    inner join coded on lb.source_row = coded.source_row
    inner join numeric_result on lb.source_row = numeric_result.source_row
    left join full_date on lb.LBDTC = full_date.date_text
),

baseline as (
    select
        result.USUBJID,
        result.PARAMCD,
        coalesce(result.LBSTRESU, '') as unit,
        max(result.AVAL) as BASE
    from result
    where result.ABLFL = 'Y' and result.AVAL is not null
    group by result.USUBJID, result.PARAMCD, coalesce(result.LBSTRESU, '')
    -- Two baselines of one test are none.
    having min(result.AVAL) = max(result.AVAL)
)

select
    result.source_row,
    result.STUDYID,
    result.USUBJID,
    result.PARAMCD,
    result.LBTEST || coalesce(' (' || result.LBSTRESU || ')', '') as PARAM,
    result.LBCAT as PARCAT1,
    result.LBSEQ,
    result.VISIT as AVISIT,
    result.VISITNUM as AVISITN,
    result.ADT,
    result.ADTM,
    -- LBDY counts from RFSTDTC, which need not be the first dose. There is no day 0.
    coalesce(
        cast(
            date_diff('day', first_last_dose.first_dose, result.ADT)
            + case when result.ADT >= first_last_dose.first_dose then 1 else 0 end as varchar
        ),
        result.LBDY
    ) as ADY,
    result.AVAL,
    result.LBSTRESU as AVALU,
    baseline.BASE,
    result.AVAL - baseline.BASE as CHG,
    result.ABLFL,
    result.LBTOXGR as ATOXGR,
    result.LBSTNRLO as ANRLO,
    result.LBSTNRHI as ANRHI,
    result.LBNRIND as ANRIND
from result
left join first_last_dose on result.USUBJID = first_last_dose.USUBJID
-- A baseline in another unit is none.
left join baseline
    on
        result.USUBJID = baseline.USUBJID
        and result.PARAMCD = baseline.PARAMCD
        and coalesce(result.LBSTRESU, '') = baseline.unit
order by result.source_row
