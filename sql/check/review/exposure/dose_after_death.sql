-- What: subjects whose last dose is after their death.
-- Grain: one row per subject.
-- Reads: adsl, death, study.
-- Without rows in death there is nothing to find.
select
    'adsl' as dataset,
    adsl.source_row,
    adsl.record_key,
    'TRTEDT' as variable,
    cast(adsl.TRTEDT as varchar) as value,
    'warning' as severity,
    'TRTEDT is after the death on ' || cast(death.death_date as varchar) || ', ' || death.date_source as message,
    case
        when adsl.TRTEDT > study.counted_until then 'Retained; truncated: exposure is counted up to the cut-off date'
        else 'Retained; exposure is counted up to the last dose as recorded'
    end as action
from adsl
inner join death on adsl.USUBJID = death.USUBJID
cross join study
where adsl.TRTEDT > death.death_date
