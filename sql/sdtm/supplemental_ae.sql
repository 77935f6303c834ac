-- What: the supplemental qualifiers of the adverse events.
-- Grain: one row per AE record and QNAM.
-- Reads: ae, suppae.
select
    ae.source_row,
    upper(suppae.QNAM) as QNAM,
    -- A qualifier given twice is a finding.
    min(suppae.QVAL) as QVAL
from suppae
inner join ae
    on
        suppae.USUBJID = ae.USUBJID
        and (
            (suppae.IDVAR = 'AESEQ' and try_cast(suppae.IDVARVAL as double) = try_cast(ae.AESEQ as double))
            or (suppae.IDVAR = 'AESPID' and suppae.IDVARVAL = ae.AESPID)
        )
where suppae.QNAM is not null
group by ae.source_row, upper(suppae.QNAM)
