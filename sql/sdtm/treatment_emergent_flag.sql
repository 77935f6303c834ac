-- What: the treatment-emergent flag as the supplemental qualifiers have it.
-- Grain: one row per AE record with the qualifier.
-- Reads: supplemental_ae.
select
    supplemental_ae.source_row,
    -- Of AETRTEM and TRTEMFL the one that says Y, else the one that says N; other words stay as they are written.
    coalesce(
        max(case when upper(supplemental_ae.QVAL) = 'Y' then 'Y' end),
        max(case when upper(supplemental_ae.QVAL) = 'N' then 'N' end),
        max(supplemental_ae.QVAL)
    ) as TRTEMFL
from supplemental_ae
where supplemental_ae.QNAM in ('AETRTEM', 'TRTEMFL')
group by supplemental_ae.source_row
