-- What: supplemental qualifiers that belong to no adverse event.
-- Grain: one row per record of SUPPAE.
-- Reads: ae, suppae.
with belonging as (
    select distinct suppae.source_row
    from suppae
    inner join ae
        on
            suppae.USUBJID = ae.USUBJID
            and (
                (suppae.IDVAR = 'AESEQ' and try_cast(suppae.IDVARVAL as double) = try_cast(ae.AESEQ as double))
                or (suppae.IDVAR = 'AESPID' and suppae.IDVARVAL = ae.AESPID)
            )
)

select
    'adae' as dataset,
    cast(null as bigint) as source_row,
    'USUBJID=' || coalesce(suppae.USUBJID, '') || ', '
    || coalesce(suppae.IDVAR, 'IDVAR') || '=' || coalesce(suppae.IDVARVAL, '') as record_key,
    coalesce(suppae.QNAM, 'QNAM') as variable,
    suppae.QVAL as value,
    'warning' as severity,
    'row ' || cast(suppae.source_row as varchar) || ' of SUPPAE names a record that AE does not have, '
    || 'or by another variable than AESEQ and AESPID' as message,
    'kept: the qualifier is not used' as action
from suppae
left join belonging on suppae.source_row = belonging.source_row
where belonging.source_row is null
