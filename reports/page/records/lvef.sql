-- What: the subjects behind one number of the ejection fraction, with the measurement of the largest decrease.
-- Grain: one row per subject.
-- Reads: arm_member, lvef_item, lvef_reported, lvef_worst.
select
    lvef_item.USUBJID,
    lvef_item.arm,
    lvef_worst.baseline,
    lvef_worst.value,
    lvef_worst.decrease,
    lvef_worst.visit,
    lvef_worst.day,
    lvef_worst.measurements,
    lvef_worst.grade,
    case when lvef_reported.reported <> 'no report' then lvef_reported.reported end as reported
from lvef_item
left join lvef_worst on lvef_item.USUBJID = lvef_worst.USUBJID
left join lvef_reported on lvef_item.USUBJID = lvef_reported.USUBJID and lvef_reported.term = 'any'
where
    lvef_item.arm in (select arm_member.member from arm_member where arm_member.arm = $arm)
    and lvef_item.item = $category
order by lvef_item.USUBJID
