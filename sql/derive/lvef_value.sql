-- What: every measurement of the left ventricular ejection fraction that can be one, before and after the first dose.
-- Grain: one row per measurement (record of ADLB) of a subject of the safety set.
-- Reads: adlb, result_day, study, subject.
-- Without rows in adlb there is no row.
with measured as (
    select
        adlb.source_row,
        adlb.USUBJID,
        subject.arm,
        coalesce(adlb.AVISIT, '(no visit)') as visit,
        adlb.AVISITN as visit_number,
        adlb.AVAL as value,
        case when adlb.BASE > 1 and adlb.BASE <= 100 then adlb.BASE end as recorded_baseline,
        coalesce(adlb.ABLFL = 'Y', false) as flagged_baseline,
        coalesce(
            date_diff('day', subject.first_dose, adlb.ADT) + case when adlb.ADT >= subject.first_dose then 1 else 0 end,
            cast(adlb.ADY as bigint)
        ) as day
    from adlb
    inner join subject on adlb.USUBJID = subject.USUBJID
    inner join study on adlb.PARAMCD = study.lvef_parameter
    inner join result_day on result_day.dataset = 'adlb' and adlb.source_row = result_day.source_row
    -- A percentage: what is outside, or written as a fraction, is no measurement (a finding names it); nor is a value
    -- that was derived from others, such as one carried forward.
    where
        adlb.AVAL > 1 and adlb.AVAL <= 100 and adlb.DTYPE is null
        -- Nor does one count that is measured after the cut-off.
        and not result_day.after_cutoff
)

select
    measured.source_row,
    measured.USUBJID,
    measured.arm,
    measured.visit,
    measured.visit_number,
    measured.value,
    measured.recorded_baseline,
    measured.flagged_baseline,
    measured.day,
    -- A value of the day of the first dose is taken before it.
    coalesce(measured.day > 1, false) and not measured.flagged_baseline as post_baseline
from measured
