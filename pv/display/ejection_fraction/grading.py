"""How a measured ejection fraction is graded, in words."""

from pv.display import footnote
from pv.display.contents import Contents
from pv.display.display import Absent

NOT_MEASURED = Absent("The ejection fraction was not measured.", said=False)

_GRADES = (
    "Grade of the measured value: a decrease from baseline of 10 to below 20 percentage points is grade 2, of 20 or "
    "more grade 3"
)


_RESTING = "; a value below baseline of 50% to 40% is grade 2 as well, below 40% grade 3, below 20% grade 4"


_SIXTH = (
    "Grade of the measured value by CTCAE 6.0, left ventricular dysfunction: 40 to below 50% with a fall of 10 "
    "percentage points or more from baseline is grade 2, below 40% from 40% or more grade 3. Grade 1, and grade 2 with "
    "a smaller fall, need strain or biomarkers and are indeterminate. At any time after the first dose; "
    "subjects are counted at their maximum grade."
)


def by_sixth(contents: Contents) -> bool:
    """Return whether the ejection fraction is graded by CTCAE 6.0."""
    return footnote.study_row(contents).get("lvef_version") == "6.0"


def grading(contents: Contents) -> str:
    """Return how the measured grades are made."""
    if by_sixth(contents):
        return _SIXTH
    resting = footnote.study_row(contents).get("lvef_resting")
    when = "at any time after the first dose; subjects are counted at their maximum grade"
    return f"{_GRADES}{_RESTING if resting else ''}; {when}."
