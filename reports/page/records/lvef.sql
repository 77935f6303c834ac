-- What: the subjects behind one number of the ejection fraction, with the measurement of the largest decrease.
-- Grain: one row per subject.
-- Reads: arm_member, lvef_worst.
select lvef_worst.*
from lvef_worst
where
    lvef_worst.arm in (select arm_member.member from arm_member where arm_member.arm = $arm)
    and cast(lvef_worst.grade as varchar) = $category
order by lvef_worst.USUBJID
