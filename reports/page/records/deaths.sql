-- What: the deaths behind one number, with their fatal events.
-- Grain: one row per fatal event of a subject who died; one of a subject without any.
-- Reads: arm_member, death_item, death_listing.
select death_listing.*
from death_item
inner join death_listing on death_item.USUBJID = death_listing.USUBJID
where
    death_item.arm in (select arm_member.member from arm_member where arm_member.arm = $arm)
    and death_item.item = $category
order by death_listing.USUBJID, death_listing.AESEQ
