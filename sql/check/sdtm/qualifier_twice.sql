-- What: supplemental qualifiers of adverse events that are given twice with different values.
-- Grain: one row per event and qualifier.
-- Reads: ae, suppae.
select
    'adae' as dataset,
    ae.source_row,
    ae.record_key,
    upper(suppae.QNAM) as variable,
    max(suppae.QVAL) as value,
    'warning' as severity,
    'SUPPAE has ' || upper(suppae.QNAM) || ' more than once for this event, with different values' as message,
    'kept: ' || min(suppae.QVAL) || ' is used, the first in alphabetical order' as action
from suppae
inner join ae
    on
        suppae.USUBJID = ae.USUBJID
        and (
            (suppae.IDVAR = 'AESEQ' and try_cast(suppae.IDVARVAL as double) = try_cast(ae.AESEQ as double))
            or (suppae.IDVAR = 'AESPID' and suppae.IDVARVAL = ae.AESPID)
        )
group by ae.source_row, ae.record_key, upper(suppae.QNAM)
having min(suppae.QVAL) <> max(suppae.QVAL)
