-- What: subjects of a population whose arm in it is missing.
-- Grain: one row per flag, variable of the arm and subject.
-- Reads: adsl, adsl_value, analysis_set.
-- Without rows in analysis_set there is nothing to find.
with named as (
    select distinct
        analysis_set.flag,
        analysis_set.arm_variable
    from analysis_set
)

select
    'adsl' as dataset,
    adsl.source_row,
    adsl.record_key,
    named.arm_variable as variable,
    cast(null as varchar) as value,
    'warning' as severity,
    named.arm_variable || ' is missing although ' || named.flag || ' is Y; it is the arm in this population' as message,
    'Retained; not in this population' as action
from named
inner join adsl_value as flagged on named.flag = flagged.variable
inner join adsl_value as assigned on named.arm_variable = assigned.variable and flagged.USUBJID = assigned.USUBJID
inner join adsl on flagged.USUBJID = adsl.USUBJID
where upper(flagged.value) = 'Y' and assigned.value is null
