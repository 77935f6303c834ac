-- What: the deaths behind one number of the causes, with all fatal events of each.
-- Grain: one row per fatal event of a subject who died of the cause.
-- Reads: arm_member, death_listing, dose_day, fatal_cause.
select
    death_listing.*,
    dose_day.treatments as dose_treatments,
    dose_day.dose as dose_amount,
    dose_day.unit as dose_unit,
    dose_day.cycle as dose_cycle
from fatal_cause
inner join death_listing on fatal_cause.USUBJID = death_listing.USUBJID
left join dose_day
    on
        death_listing.USUBJID = dose_day.USUBJID
        and death_listing.death_day >= dose_day.from_day
        and (death_listing.death_day <= dose_day.to_day or dose_day.to_day is null)
where
    fatal_cause.arm in (select arm_member.member from arm_member where arm_member.arm = $arm)
    and fatal_cause.kind || ': ' || fatal_cause.cause = $category
order by death_listing.USUBJID, death_listing.AESEQ
