-- What: who the subjects of the safety set are (FDA Table 2).
-- Grain: one row per arm, variable and item (a category, a statistic, or the missing).
-- Reads: arm_size, baseline, demographic.
select
    baseline.arm,
    baseline.variable,
    baseline.label,
    baseline.kind,
    baseline.item,
    baseline.subjects,
    baseline.arm_subjects,
    baseline.percent,
    baseline.value
from baseline
inner join arm_size on baseline.arm = arm_size.arm
inner join demographic on baseline.variable = demographic.variable
where baseline.analysis_set = 'safety'
order by demographic.variable_order, baseline.item_order, baseline.item, arm_size.arm_order
