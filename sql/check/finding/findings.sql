-- What: the findings that are listed, the gravest first: of each rule in a dataset as many as finding_limit has.
-- Grain: one row per finding.
-- Reads: every_finding, finding_limit.
select
    every_finding.severity,
    every_finding.rule,
    every_finding.dataset,
    every_finding.source_row,
    every_finding.record_key,
    every_finding.variable,
    every_finding.value,
    every_finding.message,
    every_finding.action
from every_finding
cross join finding_limit
where finding_limit.listed is null or every_finding.place <= finding_limit.listed
order by
    every_finding.severity_order,
    every_finding.rule,
    every_finding.dataset,
    every_finding.source_row nulls last,
    every_finding.record_key nulls last,
    every_finding.variable nulls last,
    every_finding.value nulls last,
    every_finding.message nulls last,
    every_finding.action nulls last
