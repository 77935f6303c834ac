"""What a study file can say of the special analyses: common events, ejection fraction, other windows."""

from typing import Annotated, Literal

from pydantic import Field

from pv.study.setting.model import Level, Name, Part

Days = Annotated[int, Field(ge=0, le=36525)]


class CommonEventsPart(Part):
    """A table of common events: the terms of a level that reach a threshold, counted in chosen categories.

    A term is in the table when, in the category `based_on` (the first of `categories` where it is not said), the
    unrounded percentage is at least the threshold: of either arm (any arm of the study), of an investigational arm, or
    when an investigational arm exceeds the comparator by so many percentage points. With `difference_points` there is a
    second threshold: an investigational arm (with the rule of that name the same one) must exceed the comparator by at
    least so many percentage points, as in "at least 10%, and 5 points more".
    """

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: Name
    level: Level = "PT"
    categories: Annotated[tuple[Name, ...], Field(min_length=1)] = ("any",)
    threshold_percent: Annotated[float, Field(ge=0, le=100)] = 5.0
    difference_points: Annotated[float, Field(ge=0, le=100)] | None = None
    rule: Literal["either arm", "investigational arm", "difference"] = "either arm"
    based_on: Name | None = None


class LvefPart(Part):
    """The left ventricular ejection fraction: its parameter in ADLB, its grading, and the terms it is held against.

    A decrease from baseline of 10 to below 20 percentage points is grade 2, of 20 or more grade 3. With `resting` the
    conditions of CTCAE 5.0 on a value below baseline count as well: 50 to 40% is grade 2, below 40% grade 3, below 20%
    grade 4. Where results are graded by CTCAE 6.0 its rule of left ventricular dysfunction holds instead.
    """

    parameter: Name = "LVEF"
    resting: bool = False
    terms: tuple[Name, ...] = ("Ejection fraction decreased", "Cardiac failure")


class WindowSensitivityPart(Part):
    """The windows, in days after the last dose, under which the headline is counted again; any time is added."""

    days: tuple[Days, ...] = (0, 28, 30, 47, 90)
