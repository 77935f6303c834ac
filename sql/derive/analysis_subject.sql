-- What: who is in each population in which endpoints are analysed, and in which arm.
-- Grain: one row per population and subject.
-- Reads: adsl_value, analysis_set, arm, endpoint, subject.
-- Without rows in endpoint there is no row.
with asked as (
    select distinct endpoint.analysis_set
    from endpoint
)

select
    analysis_set.analysis_set,
    subject.USUBJID,
    subject.arm
from subject
inner join analysis_set on analysis_set.analysis_set = 'safety'
inner join asked on analysis_set.analysis_set = asked.analysis_set
union all
select
    analysis_set.analysis_set,
    flagged.USUBJID,
    arm.arm
from analysis_set
inner join asked on analysis_set.analysis_set = asked.analysis_set
inner join adsl_value as flagged on analysis_set.flag = flagged.variable
inner join adsl_value as assigned
    on analysis_set.arm_variable = assigned.variable and flagged.USUBJID = assigned.USUBJID
inner join arm on assigned.value = arm.arm
where flagged.value = 'Y' and not arm.pooled
