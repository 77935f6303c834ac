"""What a study file can say of the special analyses: common events, ejection fraction, other windows."""

from typing import Annotated, Literal

from pydantic import Field

from pv.study.setting.model import Days, Identifier, Level, Name, Part, Percent


class CommonEventsPart(Part):
    """A table of common events: the terms that reach a threshold, counted in chosen categories.

    Percentages are compared unrounded.
    """

    name: Identifier = Field(description="Its name in the table `common_event`.", examples=["related"])
    title: Name = Field(
        description="The title shown in the report.", examples=["Related events in at least 20% of either arm"]
    )
    level: Level = Field(default="PT", description="The level of the terms.")
    categories: Annotated[tuple[Name, ...], Field(min_length=1)] = Field(
        default=("any",),
        description="The categories that are counted, built in or of [[category]].",
        examples=[("related", "serious_related")],
    )
    threshold_percent: Percent = Field(
        default=5.0, description="The threshold: percent of an arm or, by the rule difference, percentage points."
    )
    rule: Literal["either arm", "investigational arm", "difference"] = Field(
        default="either arm",
        description="Where it is to be reached: in any arm, in an investigational arm, or by an investigational arm "
        "more than in the comparator.",
    )
    difference_points: Percent | None = Field(
        default=None,
        description="A second threshold: an investigational arm must exceed the comparator by at least so many "
        "percentage points (at least 10%, and 5 points more).",
        examples=[5.0],
    )
    based_on: Name | None = Field(
        default=None,
        description="The category whose percentages are compared with the threshold; by default the first.",
        examples=["related"],
    )


class LvefPart(Part):
    """The left ventricular ejection fraction in ADLB.

    A decrease from baseline of 10 to below 20 percentage points is grade 2, of 20 or more grade 3. Where results are
    graded by CTCAE 6.0 its rule of left ventricular dysfunction holds instead.
    """

    parameter: Name = Field(default="LVEF", description="Its PARAMCD.")
    resting: bool = Field(
        default=False,
        description="Whether the conditions of CTCAE 5.0 on the resting value below baseline count as well: 50 to 40% "
        "is grade 2, below 40% grade 3, below 20% grade 4.",
    )
    terms: tuple[Name, ...] = Field(
        default=("Ejection fraction decreased", "Cardiac failure"),
        description="The preferred terms of the events with which it is compared.",
    )


class WindowSensitivityPart(Part):
    """Other windows after the last dose, under which the headline counts are given again."""

    days: tuple[Days, ...] = Field(
        default=(0, 28, 30, 47, 90), description="The windows, in days after the last dose; any time is added."
    )
