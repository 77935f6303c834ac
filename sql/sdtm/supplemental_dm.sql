-- What: the supplemental qualifiers of the subjects.
-- Grain: one row per DM record and QNAM.
-- Reads: dm, suppdm.
select
    dm.source_row,
    upper(suppdm.QNAM) as QNAM,
    min(suppdm.QVAL) as QVAL
from suppdm
inner join dm on suppdm.USUBJID = dm.USUBJID
where suppdm.QNAM is not null
group by dm.source_row, upper(suppdm.QNAM)
