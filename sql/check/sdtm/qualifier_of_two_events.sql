-- What: supplemental qualifiers whose event cannot be told: several events of the subject have the number they name.
-- Grain: one row per record of SUPPAE.
-- Reads: event_qualifier, same_record, suppae.
-- Without rows in suppae there is nothing to find.
with event as (
    -- Records equal in every variable are one event.
    select
        event_qualifier.qualifier_row,
        count(distinct coalesce(same_record.same_as_row, event_qualifier.source_row)) as events
    from event_qualifier
    left join same_record on same_record.dataset = 'ae' and event_qualifier.source_row = same_record.source_row
    group by event_qualifier.qualifier_row
)

select
    'suppae' as dataset,
    suppae.source_row,
    suppae.record_key,
    'IDVARVAL' as variable,
    suppae.IDVARVAL as value,
    'warning' as severity,
    cast(event.events as varchar) || ' events of the subject have this ' || upper(suppae.IDVAR)
    || '; it cannot be determined to which of them ' || upper(suppae.QNAM) || ' belongs' as message,
    'Retained; the qualifier is used for each of them' as action
from event
inner join suppae on event.qualifier_row = suppae.source_row
where event.events > 1
