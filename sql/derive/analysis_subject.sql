-- What: who is in each population in which endpoints are analysed or that the flow has, and in which arm.
-- Grain: one row per population and subject.
-- Reads: adsl_value, analysis_set, arm, subject.
-- Without rows in analysis_set there is no row.
select
    analysis_set.analysis_set,
    subject.USUBJID,
    subject.arm
from subject
inner join analysis_set on analysis_set.analysis_set = 'safety'
union all
select
    analysis_set.analysis_set,
    flagged.USUBJID,
    arm.arm
from analysis_set
inner join adsl_value as flagged on analysis_set.flag = flagged.variable
inner join adsl_value as assigned
    on analysis_set.arm_variable = assigned.variable and flagged.USUBJID = assigned.USUBJID
inner join arm on assigned.value = arm.arm
where upper(flagged.value) = 'Y' and not arm.pooled
