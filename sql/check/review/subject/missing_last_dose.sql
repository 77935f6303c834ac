-- What: subjects of the safety set without a last dose date.
-- Grain: one row per subject.
-- Reads: adsl, end_of_study, study.
select
    'adsl' as dataset,
    adsl.source_row,
    adsl.record_key,
    'TRTEDT' as variable,
    cast(null as varchar) as value,
    case
        when coalesce(end_of_study.treated_at_cutoff, false) and not coalesce(adsl.TRTSDT > study.cutoff_date, false)
            then 'note'
        else 'warning'
    end as severity,
    case
        when study.cutoff_date is null then 'TRTEDT is missing and the study has no cut-off date to count up to'
        when adsl.TRTSDT > study.cutoff_date
            then 'TRTEDT is missing and the first dose is after the cut-off date ' || cast(study.cutoff_date as varchar)
        when not coalesce(end_of_study.treated_at_cutoff, false)
            then 'TRTEDT is missing although the subject stopped treatment, left the study or died before the cut-off'
        else 'TRTEDT is missing; correct only for a subject still on treatment at the cut-off'
    end as message,
    case
        when adsl.TRTSDT > study.cutoff_date
            then 'Retained; the subject is counted, but not the exposure and time at risk'
        when not coalesce(end_of_study.treated_at_cutoff, false)
            then 'Retained; counted in N, but not in exposure or rates; the treatment-emergent window has no end'
        else 'Retained; exposure is counted up to the cut-off date'
    end as action
from adsl
cross join study
left join end_of_study on adsl.USUBJID = end_of_study.USUBJID
where adsl.SAFFL = 'Y' and adsl.TRTEDT is null
