-- What: supplemental qualifiers that belong to no adverse event.
-- Grain: one row per record of SUPPAE.
-- Reads: event_qualifier, suppae.
-- Without rows in suppae there is nothing to find.
with belonging as (
    select distinct event_qualifier.qualifier_row
    from event_qualifier
)

select
    'suppae' as dataset,
    suppae.source_row,
    suppae.record_key,
    case when suppae.QNAM is null then 'QNAM' else 'IDVARVAL' end as variable,
    case when suppae.QNAM is not null then suppae.IDVARVAL end as value,
    'warning' as severity,
    case
        when suppae.QNAM is null then 'QNAM is missing'
        when coalesce(upper(suppae.IDVAR), '') not in ('AESEQ', 'AESPID')
            then 'IDVAR is ' || coalesce(suppae.IDVAR, 'missing') || '; it must be AESEQ or AESPID'
        else 'AE has no record of the subject with this ' || suppae.IDVAR
    end as message,
    'Retained; the qualifier is not used' as action
from suppae
left join belonging on suppae.source_row = belonging.qualifier_row
where belonging.qualifier_row is null
