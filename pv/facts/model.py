"""Everything a facts file can say: the published safety figures of a trial, and what is assumed beside them."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from pv.facts.course_model import CoursePart
from pv.facts.part import (
    Count,
    Label,
    Level,
    Name,
    Part,
    Percent,
    Positive,
    PrintedCount,
    PrintedNumber,
    PrintedPercent,
    Variable,
)
from pv.facts.printed import count_and_percent
from pv.facts.published_model import CommonPart, GroupPart, PublishedPart, TermsPart
from pv.facts.told_model import EventOfInterestPart, LaboratoryPart, NarrativePart
from pv.study.setting.data_settings import DAYS_PER_YEAR
from pv.study.setting.endpoint_settings import AnalysisSetPart, EndpointPart, ResponsePart


class StudyPart(Part):
    """What the trial is, and the conventions that its figures rest on."""

    id: Name = Field(description="The identifier of the study, STUDYID of the records.", examples=["HYP-301"])
    title: Name = Field(description="The title of the study.", examples=["Drug X against placebo in hypertension"])
    cutoff_date: date = Field(
        description="The day of the data cut-off, or the end of a study that is over.", examples=[date(2023, 12, 31)]
    )
    window_days: Count = Field(
        description="Days after the last dose on which an event still counts; 0: none.", examples=[28]
    )
    ctcae: Name = Field(default="5.0", description="The version of CTCAE of the grades.")
    days_per_year: Positive = Field(default=DAYS_PER_YEAR, description="Days in a year of exposure.")
    days_per_month: Positive = Field(default=DAYS_PER_YEAR / 12, description="Days in a month of treatment.")
    sources: tuple[Name, ...] = Field(
        default=(), description="The publications.", examples=[("N Engl J Med 2022;387:9-20",)]
    )
    note: str = Field(
        default="",
        description="A sentence on the figures as a whole.",
        examples=["Table 1 counts all randomised patients."],
    )


class ArmPart(Part):
    """An arm of the trial; the order of the arms is that of counts in [[baseline]]."""

    name: Name = Field(description="Its name in every figure and in TRT01A.", examples=["Drug X"])
    label: str = Field(default="", description="How it is shown.", examples=["Drug X 10 mg"])
    role: Literal["investigational", "comparator", "other"] | None = Field(
        default=None,
        description="Its part in comparisons; where no arm has a role, the last of several is the comparator.",
        examples=["investigational"],
    )

    @property
    def is_placebo(self) -> bool:
        """Whether the arm is named, or shown, as a placebo."""
        return self.name.upper() == "PBO" or any("PLACEBO" in text.upper() for text in (self.name, self.label))


class AgentPart(Part):
    """A treatment of an arm.

    An arm without one is given one dose of its own name in every cycle, a placebo PLACEBO of dose 0.
    """

    arm: Name = Field(description="The arm.", examples=["TPC"])
    name: Name = Field(description="The treatment, EXTRT of the doses.", examples=["Eribulin"])
    percent: PrintedPercent = Field(
        description="Percent of the arm that were given it; a text was printed of the randomised subjects, and is "
        "held against them.",
        examples=["51.1"],
    )
    dose: Annotated[tuple[Annotated[float, Field(ge=0)], ...], Field(min_length=1)] = Field(
        description="The full dose, then the reduced ones; 0 of a placebo.", examples=[(1.4, 1.1, 0.7)]
    )
    unit: Name = Field(description="The unit of the dose.", examples=["mg/m2"])
    days: Annotated[tuple[Annotated[int, Field(ge=1)], ...], Field(min_length=1)] = Field(
        default=(1,), description="Days of the cycle on which a dose starts.", examples=[(1, 8)]
    )
    given_days: Annotated[int, Field(ge=1)] = Field(default=1, description="Days that a dose is given on.")
    cycle_days: Annotated[int, Field(ge=1)] = Field(default=21, description="Days of a cycle.")
    source: str = Field(default="", description="Where the share was printed.", examples=["Table 1"])

    @property
    def share(self) -> float:
        """The percentage as a number."""
        return float(self.percent)


class BaselinePart(Part):
    """A variable of ADSL: numbers or counts of values, one of the two.

    A cohort has a table of its own, with its population and the same variable. Texts are as printed, and are held
    against the study; numbers are what records are made with.
    """

    variable: Variable = Field(description="The variable.", examples=["AGE"])
    label: Label = Field(description="Its label.", examples=["Age (years)"])
    population: Name | None = Field(
        default=None,
        description="Whose they are, where the file names courses: safety, itt (all randomised subjects) or an "
        "[[analysis_set]]; each population within the larger ones. Without it the safety set comes close to them.",
        examples=["itt"],
    )
    number: dict[Name, tuple[PrintedNumber, PrintedNumber, PrintedNumber]] | None = Field(
        default=None,
        description="Of every arm: minimum, median and maximum.",
        examples=[{"Drug X": (31, 57.5, 80), "Placebo": (28, 55.9, 80)}],
    )
    values: dict[Name, tuple[PrintedCount, ...]] | None = Field(
        default=None,
        description="Of every value: its subjects, in the order of the arms.",
        examples=[{"F": ("371 (99.5)", "184 (100)"), "M": (2, 0)}],
    )
    along: Name | None = Field(
        default=None,
        description="Another variable, before this one: the values are handed out in the order of its values.",
        examples=["REGION1"],
    )
    blur: Annotated[float, Field(ge=0)] = Field(
        default=0.4, description="How loosely, in steps of the values of that variable; 0: not at all."
    )
    classes: Name | None = Field(
        default=None,
        description="Of whole numbers: another variable, before this one, whose values are their classes, such as 1, "
        "2 and >=3.",
        examples=["PRLINES"],
    )
    source: str = Field(default="", description="Where it was printed.", examples=["Table 1"])

    def counts(self, place: int) -> dict[str, int]:
        """Return value -> subjects of the arm at a place."""
        return {value: count_and_percent(cells[place])[0] for value, cells in (self.values or {}).items()}

    def numbers(self, arm: str) -> tuple[float, float, float]:
        """Return minimum, median and maximum of an arm; 0 where there are none."""
        low, median, high = (self.number or {}).get(arm, (0.0, 0.0, 0.0))
        return float(low), float(median), float(high)


class AssumedCount(Part):
    """A count that is not published, in percent of the arm."""

    arm: Name = Field(description="The arm.", examples=["Drug X"])
    level: Level = Field(default="any", description="The level of the term.")
    term: Name = Field(default="any", description="The term of that level.", examples=["Nausea"])
    category: Name = Field(description="The category of events.", examples=["related"])
    percent: Percent = Field(description="Percent of the arm.", examples=[60])


class AssumedPart(Part):
    """What no publication gives. What is neither published nor assumed is drawn at a usual share."""

    accrual: tuple[date, date] = Field(
        description="The first and the last date of a first dose.", examples=[(date(2021, 3, 1), date(2022, 11, 30))]
    )
    ongoing_percent: dict[Name, Percent] = Field(
        default={}, description="By arm: percent who are still treated at the cut-off.", examples=[{"Drug X": 15}]
    )
    late_death_percent: dict[Name, Percent] = Field(
        default={}, description="By arm: percent who died after the window.", examples=[{"Drug X": 20}]
    )
    records_per_subject: dict[Name, Positive] = Field(
        default={}, description="By arm: records of adverse events a subject.", examples=[{"Drug X": 6}]
    )
    count: tuple[AssumedCount, ...] = ()


class Facts(Part):
    """The whole facts file."""

    study: StudyPart
    arm: Annotated[tuple[ArmPart, ...], Field(min_length=1)]
    published: PublishedPart
    group: tuple[GroupPart, ...] = ()
    common: CommonPart | None = None
    terms: TermsPart = TermsPart()
    narrative: tuple[NarrativePart, ...] = ()
    event_of_interest: tuple[EventOfInterestPart, ...] = ()
    laboratory: tuple[LaboratoryPart, ...] = ()
    agent: tuple[AgentPart, ...] = ()
    baseline: tuple[BaselinePart, ...] = ()
    course: CoursePart | None = None
    analysis_set: tuple[AnalysisSetPart, ...] = ()
    endpoint: tuple[EndpointPart, ...] = ()
    response: tuple[ResponsePart, ...] = ()
    assumed: AssumedPart
