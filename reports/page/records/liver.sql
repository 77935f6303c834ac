-- What: the subjects behind one number of the liver tests, with the peaks that place them.
-- Grain: one row per subject.
-- Reads: liver_peak.
select liver_peak.*
from liver_peak
where
    liver_peak.arm = $arm
    and (
        liver_peak.quadrant = $category
        or ($category = 'hys_law_in_window' and liver_peak.quadrant = 'hys_law' and liver_peak.in_window)
    )
order by liver_peak.USUBJID
