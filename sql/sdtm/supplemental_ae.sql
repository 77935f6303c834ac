-- What: the supplemental qualifiers of the adverse events, one value of each.
-- Grain: one row per AE record and QNAM.
-- Reads: event_qualifier.
select
    event_qualifier.source_row,
    event_qualifier.QNAM,
    -- A qualifier given twice is a finding.
    min(event_qualifier.QVAL) as QVAL
from event_qualifier
group by event_qualifier.source_row, event_qualifier.QNAM
