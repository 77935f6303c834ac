-- What: flags of populations that are neither Y nor N.
-- Grain: one row per flag and subject.
-- Reads: adsl, adsl_value, analysis_set.
-- Without rows in analysis_set there is nothing to find.
with named as (
    select distinct analysis_set.flag
    from analysis_set
)

select
    'adsl' as dataset,
    adsl.source_row,
    adsl.record_key,
    named.flag as variable,
    adsl_value.value,
    'warning' as severity,
    named.flag || ' is ''' || adsl_value.value || '''; a flag must be Y or N' as message,
    'Retained; not in this population' as action
from named
inner join adsl_value on named.flag = adsl_value.variable
inner join adsl on adsl_value.USUBJID = adsl.USUBJID
where upper(adsl_value.value) not in ('Y', 'N')
