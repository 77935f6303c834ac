-- What: supplemental qualifiers of an event or a subject that are given twice with different values.
-- Grain: one row per event or subject, and qualifier.
-- Reads: event_qualifier, supplemental_dm.
with given as (
    select
        'adae' as dataset,
        'SUPPAE' as supplement,
        event_qualifier.source_row,
        event_qualifier.record_key,
        event_qualifier.QNAM,
        min(event_qualifier.QVAL) as value,
        max(event_qualifier.QVAL) as other_value
    from event_qualifier
    group by event_qualifier.source_row, event_qualifier.record_key, event_qualifier.QNAM
    union all
    select
        'adsl' as dataset,
        'SUPPDM' as supplement,
        supplemental_dm.source_row,
        supplemental_dm.record_key,
        supplemental_dm.QNAM,
        supplemental_dm.QVAL as value,
        supplemental_dm.other_value
    from supplemental_dm
)

select
    given.dataset,
    given.source_row,
    given.record_key,
    given.QNAM as variable,
    given.other_value as value,
    'warning' as severity,
    given.supplement || ' has ' || given.QNAM || ' more than once for this record, with different values' as message,
    'kept: ' || given.value || ' is used, the first in alphabetical order' as action
from given
where given.value <> given.other_value
