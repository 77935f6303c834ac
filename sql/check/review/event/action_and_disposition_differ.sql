-- What: events that took a subject off treatment or out of the study, where the disposition has another reason or none.
-- Grain: one row per event and action.
-- Reads: adae, adsl, collected.
with recorded as (
    select sum(collected.filled) as ends_of_study
    from collected
    where collected.dataset = 'adsl' and collected.variable = 'EOSSTT'
)

select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    'AEACN' as variable,
    adae.AEACN as value,
    'note' as severity,
    'AEACN is DRUG WITHDRAWN but DCTREAS gives another reason for the end of treatment: ' || adsl.DCTREAS as message,
    'Retained; counted as leading to discontinuation; the disposition reason is shown as recorded' as action,
    true as until_cutoff
from adae
inner join adsl on adae.USUBJID = adsl.USUBJID
where
    adae.AEACN = 'DRUG WITHDRAWN'
    and upper(adsl.DCTREAS) not like '%ADVERSE%'
    and upper(adsl.DCTREAS) not like '%TOXICITY%'
    and upper(adsl.DCTREAS) not like '%DEATH%'
    and upper(trim(adsl.EOTSTT)) = 'DISCONTINUED'
union all
select
    'adae' as dataset,
    adae.source_row,
    adae.record_key,
    'AEACNOTH' as variable,
    adae.AEACNOTH as value,
    'warning' as severity,
    'AEACNOTH states that the subject left the study but the subject did not (EOSSTT '
    || coalesce(adsl.EOSSTT, '(missing)') || ')' as message,
    'Retained; AEACNOTH is not counted; the disposition is shown as recorded' as action,
    true as until_cutoff
from adae
inner join adsl on adae.USUBJID = adsl.USUBJID
cross join recorded
where
    recorded.ends_of_study > 0
    and upper(adae.AEACNOTH) like '%STUDY%'
    and (upper(adae.AEACNOTH) like '%DISCONT%' or upper(adae.AEACNOTH) like '%WITHDR%')
    and upper(adae.AEACNOTH) not like '%DRUG%'
    and upper(adae.AEACNOTH) not like '%TREATMENT%'
    and upper(adae.AEACNOTH) not like '%MEDICATION%'
    and upper(adae.AEACNOTH) not like 'NOT %'
    and coalesce(upper(trim(adsl.EOSSTT)), '') <> 'DISCONTINUED'
