-- What: the deaths behind one number, with their fatal events.
-- Grain: one row per fatal event of a subject who died; one of a subject without any.
-- Reads: arm_member, death_item, death_listing, dose_day.
select
    death_listing.*,
    dose_day.treatments as dose_treatments,
    dose_day.dose as dose_amount,
    dose_day.unit as dose_unit,
    dose_day.cycle as dose_cycle
from death_item
inner join death_listing on death_item.USUBJID = death_listing.USUBJID
left join dose_day
    on
        death_listing.USUBJID = dose_day.USUBJID
        and death_listing.death_day >= dose_day.from_day
        and (death_listing.death_day <= dose_day.to_day or dose_day.to_day is null)
where
    death_item.arm in (select arm_member.member from arm_member where arm_member.arm = $arm)
    and death_item.item = $category
order by death_listing.USUBJID, death_listing.AESEQ
