-- What: the numbers that the study file asks to summarise: n, mean, standard deviation, quartiles and range.
-- Grain: one row per summary, population, variable and arm.
-- Reads: arm_member, arm_size, described_subject, number_summary, summary_population, summary_variable.
-- Without rows in summary_variable there is no row.
with size as (
    -- With the number or without it.
    select
        described_subject.analysis_set,
        arm_member.arm,
        count(*) as arm_subjects
    from described_subject
    inner join arm_member on described_subject.arm = arm_member.member
    group by described_subject.analysis_set, arm_member.arm
)

select
    summary_variable.summary,
    summary_variable.title,
    summary_population.analysis_set,
    summary_population.label as population,
    summary_variable.variable,
    summary_variable.label,
    summary_variable.digits,
    arm_size.arm,
    coalesce(size.arm_subjects, 0) as arm_subjects,
    coalesce(number_summary.subjects, 0) as subjects,
    number_summary.mean,
    number_summary.sd,
    number_summary.q1,
    number_summary.median,
    number_summary.q3,
    number_summary.minimum,
    number_summary.maximum
from summary_variable
inner join summary_population on summary_variable.summary = summary_population.summary
cross join arm_size
left join size on summary_population.analysis_set = size.analysis_set and arm_size.arm = size.arm
left join number_summary
    on
        summary_population.analysis_set = number_summary.analysis_set
        and case when summary_variable.dataset = 'adex' then 'ADEX.' else '' end || summary_variable.variable
        = number_summary.variable
        and arm_size.arm = number_summary.arm
order by
    summary_variable.summary_order,
    summary_variable.variable_order,
    summary_population.population_order,
    arm_size.arm_order
