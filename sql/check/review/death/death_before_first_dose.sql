-- What: treated subjects whose date of death is before their first dose.
-- Grain: one row per subject.
-- Reads: adsl, death, subject.
-- Without rows in death there is nothing to find.
select
    'adsl' as dataset,
    adsl.source_row,
    adsl.record_key,
    'TRTSDT' as variable,
    cast(subject.first_dose as varchar) as value,
    'warning' as severity,
    'The first dose on ' || cast(subject.first_dose as varchar) || ' is after the death '
    || case when death.death_date is null then 'not later than ' else 'on ' end
    || cast(death.latest_date as varchar) || ', ' || death.date_source as message,
    'Retained; counted as dead, but not in the on-treatment period; days at risk: '
    || coalesce(cast(subject.risk_days as varchar), 'none, not timed') as action
from adsl
inner join subject on adsl.USUBJID = subject.USUBJID
inner join death on adsl.USUBJID = death.USUBJID and death.counted
where death.latest_date < subject.first_dose
