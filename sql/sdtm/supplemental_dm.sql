-- What: the supplemental qualifiers of the subjects.
-- Grain: one row per DM record and QNAM.
-- Reads: dm, suppdm.
select
    dm.source_row,
    dm.record_key,
    upper(suppdm.QNAM) as QNAM,
    -- A qualifier given twice is a finding.
    min(suppdm.QVAL) as QVAL,
    max(suppdm.QVAL) as other_value
from suppdm
inner join dm on suppdm.USUBJID = dm.USUBJID
where suppdm.QNAM is not null
group by dm.source_row, dm.record_key, upper(suppdm.QNAM)
