-- What: the results in the shape of ADaM, each with the result that its domain marks as the baseline.
-- Grain: one row per collected result.
-- Reads: collected_result, first_last_dose, full_date, numeric_result.
-- Without rows in collected_result there is no row.
with result as (
    select
        collected_result.dataset,
        collected_result.domain,
        collected_result.source_row,
        collected_result.STUDYID,
        collected_result.USUBJID,
        collected_result.PARAMCD,
        collected_result.test_name,
        collected_result.unit,
        collected_result.AVISIT,
        collected_result.AVISITN,
        collected_result.ATPT,
        collected_result.study_day,
        numeric_result.AVAL,
        full_date.full_date as ADT,
        case when collected_result.date_text like '____-__-__T__:__%' then collected_result.date_text end as ADTM,
        -- The flag of the last observation before exposure (SDTMIG 3.3), else the older one; never both of one test.
        case
            when
                max(case when collected_result.last_before_exposure = 'Y' then 1 else 0 end) over (
                    partition by collected_result.dataset, collected_result.USUBJID, collected_result.PARAMCD
                ) = 1
                then collected_result.last_before_exposure
            else collected_result.baseline_flag
        end as ABLFL
    from collected_result
    inner join numeric_result
        on
            collected_result.dataset = numeric_result.dataset
            and collected_result.source_row = numeric_result.source_row
    left join full_date on collected_result.date_text = full_date.date_text
),

-- What is measured lying and standing has a baseline of each.
baseline as (
    select
        result.dataset,
        result.USUBJID,
        result.PARAMCD,
        coalesce(result.ATPT, '') as time_point,
        coalesce(result.unit, '') as unit,
        max(result.AVAL) as BASE
    from result
    where result.ABLFL = 'Y' and result.AVAL is not null
    group by
        result.dataset, result.USUBJID, result.PARAMCD, coalesce(result.ATPT, ''), coalesce(result.unit, '')
    -- Two baselines of one test are none.
    having min(result.AVAL) = max(result.AVAL)
)

select
    result.dataset,
    result.domain,
    result.source_row,
    result.STUDYID,
    result.USUBJID,
    result.PARAMCD,
    result.test_name || coalesce(' (' || result.unit || ')', '') as PARAM,
    result.AVISIT,
    result.AVISITN,
    result.ATPT,
    result.ADT,
    result.ADTM,
    -- --DY counts from RFSTDTC, which need not be the first dose. There is no day 0.
    coalesce(
        cast(
            date_diff('day', first_last_dose.first_dose, result.ADT)
            + case when result.ADT >= first_last_dose.first_dose then 1 else 0 end as varchar
        ),
        result.study_day
    ) as ADY,
    result.AVAL,
    result.unit as AVALU,
    baseline.BASE,
    result.AVAL - baseline.BASE as CHG,
    result.ABLFL
from result
left join first_last_dose on result.USUBJID = first_last_dose.USUBJID
-- A baseline in another unit is none.
left join baseline
    on
        result.dataset = baseline.dataset
        and result.USUBJID = baseline.USUBJID
        and result.PARAMCD = baseline.PARAMCD
        and coalesce(result.ATPT, '') = baseline.time_point
        and coalesce(result.unit, '') = baseline.unit
