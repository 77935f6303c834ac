-- What: subjects of the safety set without a last dose date.
-- Grain: one row per subject.
-- Reads: adsl, study.
select
    'adsl' as dataset,
    adsl.source_row,
    adsl.record_key,
    'TRTEDT' as variable,
    cast(null as varchar) as value,
    case when study.cutoff_date is null or adsl.TRTSDT > study.cutoff_date then 'warning' else 'note' end as severity,
    case
        when study.cutoff_date is null then 'TRTEDT is missing and the study has no cut-off date to count to'
        when adsl.TRTSDT > study.cutoff_date
            then 'TRTEDT is missing and the first dose is after the cut-off date ' || cast(study.cutoff_date as varchar)
        else 'TRTEDT is missing; right only for a subject still on treatment at the cut-off'
    end as message,
    case
        when study.cutoff_date is null then 'kept: counted in N, without exposure; the emergent window has no end'
        when adsl.TRTSDT > study.cutoff_date then 'kept: the subject counts, its exposure and time at risk do not'
        else 'kept: exposure counted up to the cut-off date'
    end as action
from adsl
cross join study
where adsl.SAFFL = 'Y' and adsl.TRTEDT is null
