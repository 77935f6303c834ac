-- What: how many findings there are of each rule and action, and how many of them are listed.
-- Grain: one row per severity, rule, dataset and action; what is of no listed action is one row without any.
-- Reads: every_finding, findings.
with listed as (
    select
        findings.severity,
        findings.rule,
        findings.dataset,
        findings.action,
        count(*) as listed
    from findings
    group by findings.severity, findings.rule, findings.dataset, findings.action
),

found as (
    select
        every_finding.severity_order,
        every_finding.severity,
        every_finding.rule,
        every_finding.dataset,
        listed.action,
        count(*) as findings,
        coalesce(max(listed.listed), 0) as listed
    from every_finding
    left join listed
        on
            every_finding.severity = listed.severity
            and every_finding.rule = listed.rule
            and every_finding.dataset = listed.dataset
            and every_finding.action = listed.action
    group by
        every_finding.severity_order,
        every_finding.severity,
        every_finding.rule,
        every_finding.dataset,
        listed.action
)

select
    found.severity,
    found.rule,
    found.dataset,
    found.action,
    found.findings,
    found.listed
from found
order by found.severity_order, found.rule, found.dataset, found.action nulls last
