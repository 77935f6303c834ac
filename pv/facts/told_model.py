"""What a facts file tells of single patients, adjudicated events and measured parameters."""

from typing import Annotated

from pydantic import Field

from pv.facts.part import Count, Grade, Label, Name, Part, Percent, Span, Variable


class NarrativeRecord(Part):
    """One event of a narrative."""

    term: Name = Field(description="The preferred term.", examples=["Pneumonitis"])
    grade: Grade = Field(description="The maximum grade; 5 is the death of the subject.", examples=[5])
    related: bool = Field(default=False, description="Whether it was related to treatment.")


class NarrativePart(Part):
    """What is told of one patient, or of several alike: these events, in this order."""

    arm: Name = Field(description="The arm of the patient.", examples=["Drug X"])
    subjects: Annotated[int, Field(ge=1)] = Field(default=1, description="How many subjects it is told of.")
    records: Annotated[tuple[NarrativeRecord, ...], Field(min_length=1)]
    source: str = Field(default="", description="Where it is told.", examples=["Safety: drug-related deaths"])


class CasePart(Part):
    """What is told of one adjudicated case."""

    arm: Name = Field(description="The arm of the patient.", examples=["Drug X"])
    committee_grade: Grade = Field(description="The grade that the committee gave.", examples=[5])
    investigator_grade: Grade | None = Field(
        default=None, description="The grade that the investigator gave; without it, one is assumed.", examples=[3]
    )
    death_after_window: Name | None = Field(
        default=None,
        description="The cause of a death after the window; without it, there was none.",
        examples=["Disease progression"],
    )
    agent: Name | None = Field(
        default=None, description="The treatment that the patient was given, one of [[agent]].", examples=["Eribulin"]
    )
    source: str = Field(default="", description="Where it is told.", examples=["Safety"])


class AssumedCases(Part):
    """How adjudication went beside what is published."""

    agreement_percent: Percent = Field(
        default=80, description="Percent of the cases in which committee and investigator gave one grade."
    )
    after_window: Count = Field(default=0, description="How many cases begin after the window.")
    not_confirmed_percent: Percent = Field(
        default=0,
        description="Reported cases that the committee did not confirm, in percent of those that it confirmed.",
    )


class EventOfInterestPart(Part):
    """An event that a committee adjudicated."""

    name: Name = Field(description="Its name, as in ADJEVENT.", examples=["ILD/pneumonitis"])
    terms: Annotated[tuple[Name, ...], Field(min_length=1)] = Field(
        description="The preferred terms that it was reported under.",
        examples=[("Interstitial lung disease", "Pneumonitis")],
    )
    case: tuple[CasePart, ...] = ()
    assumed: AssumedCases = AssumedCases()


class Decrease(Part):
    """A category of a laboratory decrease, and what its subjects have."""

    name: Name = Field(description="Its name, as in the category of a figure.", examples=["grade2"])
    decrease: Span = Field(description="The lowest and highest fall from baseline.", examples=[(10, 19)])
    result: Span = Field(description="The lowest and highest result.", examples=[(40, 50)])


class AssumedLaboratory(Part):
    """The results that are not published."""

    baseline: Span = Field(description="The lowest and highest result at baseline.", examples=[(55, 72)])
    normal: Span = Field(description="The normal range.", examples=[(50, 75)])
    visit_days: Annotated[int, Field(ge=1)] = Field(default=84, description="Days between visits.")
    highest: int = Field(description="The highest result after baseline.", examples=[80])


class LaboratoryPart(Part):
    """A parameter whose worst decrease is published."""

    parameter: Variable = Field(description="Its PARAMCD.", examples=["LVEF"])
    label: Label = Field(description="Its PARAM.", examples=["Left Ventricular Ejection Fraction (%)"])
    unit: str = Field(default="", description="The unit of its results.", examples=["%"])
    terms: tuple[Name, ...] = Field(
        default=(),
        description="The preferred terms that are reported with a decrease.",
        examples=[("Ejection fraction decreased",)],
    )
    category: Annotated[tuple[Decrease, ...], Field(min_length=1)]
    assumed: AssumedLaboratory
