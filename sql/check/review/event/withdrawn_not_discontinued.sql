-- What: events that led to withdrawal of treatment of subjects who did not discontinue it.
-- Grain: one row per event.
-- Reads: adae, adsl, collected.
with status as (
    select
        sum(case when collected.variable in ('EOTSTT', 'DCTREAS') then collected.filled else 0 end) as of_treatment,
        sum(case when collected.variable = 'EOSSTT' then collected.filled else 0 end) as of_study
    from collected
    where collected.dataset = 'adsl'
)

select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    'AEACN' as variable,
    adae.AEACN as value,
    case when status.of_treatment > 0 then 'warning' else 'note' end as severity,
    case
        when status.of_treatment > 0
            then 'AEACN is DRUG WITHDRAWN but ADSL does not record that treatment was discontinued (EOTSTT, DCTREAS)'
        else 'AEACN is DRUG WITHDRAWN but in ADSL the subject did not discontinue the study (EOSSTT)'
    end as message,
    'Retained; counted as leading to discontinuation' as action,
    true as until_cutoff
from adae
inner join adsl on adae.USUBJID = adsl.USUBJID
cross join status
where
    adae.AEACN = 'DRUG WITHDRAWN'
    and (
        (
            status.of_treatment > 0
            and coalesce(upper(trim(adsl.EOTSTT)), '') <> 'DISCONTINUED'
            and adsl.DCTREAS is null
        )
        or (
            status.of_treatment = 0
            and status.of_study > 0
            and coalesce(upper(trim(adsl.EOSSTT)), '') <> 'DISCONTINUED'
        )
    )
