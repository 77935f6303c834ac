-- What: what AE and its supplemental qualifiers say of a fatal outcome.
-- Grain: one row per record of AE.
-- Reads: ae, supplemental_ae.
with supplemental as (
    select
        supplemental_ae.source_row,
        max(supplemental_ae.QVAL) as AESDTH
    from supplemental_ae
    where supplemental_ae.QNAM = 'AESDTH'
    group by supplemental_ae.source_row
),

said as (
    select
        ae.source_row,
        ae.USUBJID,
        -- Where one of the two says death, it is one.
        case
            when upper(supplemental.AESDTH) = 'Y' then supplemental.AESDTH
            else coalesce(ae.AESDTH, supplemental.AESDTH)
        end as AESDTH,
        ae.AEOUT,
        ae.AETOXGR
    from ae
    left join supplemental on ae.source_row = supplemental.source_row
)

select
    said.source_row,
    said.USUBJID,
    said.AESDTH,
    coalesce(
        upper(said.AEOUT) = 'FATAL'
        or upper(said.AESDTH) = 'Y'
        or upper(said.AETOXGR) in ('5', '5.0', 'GRADE 5', 'GRADE5', 'G5', 'V', 'GRADE V'),
        false
    ) as fatal
from said
