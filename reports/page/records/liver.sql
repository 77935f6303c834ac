-- What: the subjects behind one number of the liver tests, with the peaks that place them.
-- Grain: one row per subject.
-- Reads: arm_member, liver_peak.
with liver_category as (
    select
        liver_peak.USUBJID,
        liver_peak.quadrant as category
    from liver_peak
    union all
    select
        liver_peak.USUBJID,
        'hys_law_in_window' as category
    from liver_peak
    where liver_peak.quadrant = 'hys_law' and liver_peak.in_window
)

select liver_peak.*
from liver_category
inner join liver_peak on liver_category.USUBJID = liver_peak.USUBJID
where
    liver_peak.arm in (select arm_member.member from arm_member where arm_member.arm = $arm)
    and liver_category.category = $category
order by liver_peak.USUBJID
