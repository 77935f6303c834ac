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
        max(event_qualifier.QVAL) as other_value,
        cast(null as varchar) as flag
    from event_qualifier
    where event_qualifier.QNAM not in ('AETRTEM', 'TRTEMFL')
    group by event_qualifier.source_row, event_qualifier.record_key, event_qualifier.QNAM
    union all
    -- Both names are of one flag.
    select
        'adae' as dataset,
        'SUPPAE' as supplement,
        event_qualifier.source_row,
        event_qualifier.record_key,
        min(event_qualifier.QNAM) as QNAM,
        min(upper(event_qualifier.QVAL)) as value,
        max(upper(event_qualifier.QVAL)) as other_value,
        max(case when upper(event_qualifier.QVAL) = 'Y' then 'Y' end) as flag
    from event_qualifier
    where event_qualifier.QNAM in ('AETRTEM', 'TRTEMFL')
    group by event_qualifier.source_row, event_qualifier.record_key
    union all
    select
        'adsl' as dataset,
        'SUPPDM' as supplement,
        supplemental_dm.source_row,
        supplemental_dm.record_key,
        supplemental_dm.QNAM,
        supplemental_dm.QVAL as value,
        supplemental_dm.other_value,
        cast(null as varchar) as flag
    from supplemental_dm
)

select
    given.dataset,
    given.source_row,
    given.record_key,
    given.QNAM as variable,
    given.other_value as value,
    'warning' as severity,
    given.supplement || ' has ' || given.QNAM
    || case
        when given.QNAM in ('AETRTEM', 'TRTEMFL') and given.dataset = 'adae' then ' (AETRTEM or TRTEMFL)'
        else ''
    end
    || ' more than once for this record, with different values' as message,
    case
        when given.flag = 'Y' then 'Retained; Y is used; an event flagged treatment-emergent once is treated as such'
        else 'Retained; ' || given.value || ' is used, the first in alphabetical order'
    end as action
from given
where given.value <> given.other_value
