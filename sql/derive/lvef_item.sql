-- What: what each subject counts as in the tables of the ejection fraction: measured grade, reported terms, both.
-- Grain: one row per subject and item.
-- Reads: lvef_reported, lvef_worst, subject.
select
    subject.USUBJID,
    subject.arm,
    'safety set' as item
from subject
union all
select
    lvef_worst.USUBJID,
    lvef_worst.arm,
    'measured' as item
from lvef_worst
union all
select
    lvef_worst.USUBJID,
    lvef_worst.arm,
    cast(lvef_worst.grade as varchar) as item
from lvef_worst
union all
select
    lvef_reported.USUBJID,
    lvef_reported.arm,
    'term: ' || lvef_reported.term as item
from lvef_reported
where lvef_reported.reported <> 'no report'
union all
select
    lvef_reported.USUBJID,
    lvef_reported.arm,
    'measured: ' || lvef_reported.measured || ', reported: ' || lvef_reported.reported as item
from lvef_reported
where lvef_reported.term = 'any'
union all
select
    lvef_reported.USUBJID,
    lvef_reported.arm,
    'measured: ' || lvef_reported.measured as item
from lvef_reported
where lvef_reported.term = 'any'
union all
select
    lvef_reported.USUBJID,
    lvef_reported.arm,
    'reported: ' || lvef_reported.reported as item
from lvef_reported
where lvef_reported.term = 'any'
