-- What: the supplemental qualifiers of the adverse events, one value of each.
-- Grain: one row per AE record and QNAM.
-- Reads: event_qualifier.
select
    event_qualifier.source_row,
    event_qualifier.QNAM,
    -- A qualifier given twice is a finding. An event once flagged treatment-emergent is not taken for another.
    coalesce(
        max(
            case
                when event_qualifier.QNAM in ('AETRTEM', 'TRTEMFL') and upper(event_qualifier.QVAL) = 'Y'
                    then event_qualifier.QVAL
            end
        ),
        min(event_qualifier.QVAL)
    ) as QVAL
from event_qualifier
group by event_qualifier.source_row, event_qualifier.QNAM
