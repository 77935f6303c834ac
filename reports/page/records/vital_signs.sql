-- What: the subjects behind one number of the levels of vital signs and QTcF, with their extremes after baseline.
-- Grain: one row per subject.
-- Reads: arm_member, vital_reached, vital_worst.
select vital_worst.*
from vital_reached
inner join vital_worst
    on vital_reached.USUBJID = vital_worst.USUBJID and vital_reached.parameter = vital_worst.parameter
where
    vital_worst.arm in (select arm_member.member from arm_member where arm_member.arm = $arm)
    and vital_reached.level = $category
    and vital_reached.reached
order by vital_worst.USUBJID
