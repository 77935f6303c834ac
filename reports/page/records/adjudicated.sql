-- What: the cases behind one number of adjudicated events: of the subjects it counts, all that the committee was sent.
-- Grain: one row per case.
-- Reads: adjudicated_event, adjudicated_item, arm_member, dose_day.
select
    adjudicated_event.*,
    dose_day.treatments as dose_treatments,
    dose_day.dose as dose_amount,
    dose_day.unit as dose_unit,
    dose_day.cycle as dose_cycle
from adjudicated_item
inner join adjudicated_event
    on
        adjudicated_item.USUBJID = adjudicated_event.USUBJID
        and adjudicated_item.event = adjudicated_event.event
left join dose_day
    on
        adjudicated_event.USUBJID = dose_day.USUBJID
        and adjudicated_event.onset_day >= dose_day.from_day
        and (adjudicated_event.onset_day <= dose_day.to_day or dose_day.to_day is null)
where
    adjudicated_item.arm in (select arm_member.member from arm_member where arm_member.arm = $arm)
    and adjudicated_item.event = $event
    and adjudicated_item.item = $category
order by adjudicated_event.USUBJID, adjudicated_event.ADJSEQ, adjudicated_event.source_row
