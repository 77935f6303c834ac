-- What: the supplemental qualifiers of the adverse events, each with the event it belongs to.
-- Grain: one row per record of SUPPAE and event.
-- Reads: ae, suppae.
select
    suppae.source_row as qualifier_row,
    ae.source_row,
    ae.record_key,
    upper(suppae.QNAM) as QNAM,
    suppae.QVAL
from suppae
inner join ae
    on
        suppae.USUBJID = ae.USUBJID
        and (
            -- A number as text may have a decimal point: 3.0.
            (upper(suppae.IDVAR) = 'AESEQ' and try_cast(suppae.IDVARVAL as double) = try_cast(ae.AESEQ as double))
            or (upper(suppae.IDVAR) = 'AESPID' and suppae.IDVARVAL = ae.AESPID)
        )
where suppae.QNAM is not null
