-- What: who is in each population, and in which arm.
-- Grain: one row per population and subject.
-- Reads: adsl_value, analysis_set, arm, cohort_member, subject.
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
left join cohort_member
    on
        cohort_member.owner = 'analysis_set'
        and analysis_set.analysis_set = cohort_member.name
        and flagged.USUBJID = cohort_member.USUBJID
where
    upper(flagged.value) = 'Y'
    and not arm.pooled
    and (not analysis_set.has_conditions or cohort_member.USUBJID is not null)
