-- What: the population flags of SUPPDM under their ADaM names.
-- Grain: one row per DM record with a flag.
-- Reads: supplemental_dm.
select
    supplemental_dm.source_row,
    max(case when supplemental_dm.QNAM in ('SAFETY', 'SAFFL') then upper(supplemental_dm.QVAL) end) as safety,
    max(case when supplemental_dm.QNAM in ('ITT', 'ITTFL') then upper(supplemental_dm.QVAL) end) as ITTFL,
    max(case when supplemental_dm.QNAM in ('FULLSET', 'FASFL') then upper(supplemental_dm.QVAL) end) as FASFL,
    max(case when supplemental_dm.QNAM in ('PPROT', 'PPROTFL') then upper(supplemental_dm.QVAL) end) as PPROTFL
from supplemental_dm
group by supplemental_dm.source_row
