"""Everything a facts file can say: the published safety figures of a trial, and what is assumed beside them."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from pv.facts.printed import as_printed

Name = Annotated[str, Field(min_length=1)]
Count = Annotated[int, Field(ge=0)]
Printed = Annotated[str, BeforeValidator(as_printed)]
Positive = Annotated[float, Field(gt=0)]
Percent = Annotated[float, Field(ge=0, le=100)]
Grade = Annotated[int, Field(ge=1, le=5)]
Span = Annotated[tuple[int, int], Field(description="lowest and highest")]
Unit = Literal["days", "weeks", "months", "years"]
Measure = Literal[
    "arm_size", "exposure", "incidence", "exposure_adjusted_rate", "deaths", "adjudication", "onset", "laboratory"
]
Statistic = Literal["median", "minimum", "maximum", "patient_years", "eair_total"]
Item = Literal["death", "death_on_treatment", "death_after_treatment", "fatal_event", "fatal_event_related"]


class _Part(BaseModel):
    """A table of the facts file: unknown keys and wrong types are errors, values do not change afterwards."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class StudyPart(_Part):
    """What the trial is, and the conventions that its figures rest on."""

    id: Name
    title: Name
    cutoff_date: date
    window_days: Count
    ctcae: Name = "5.0"
    days_per_year: Positive = 365.25
    days_per_month: Positive = 30.4375
    sources: tuple[Name, ...] = ()
    note: str = ""


class ArmPart(_Part):
    """One arm: its name in every figure and in TRT01A, how it is shown, and its part in comparisons.

    Where no arm has a role, the last of several is the comparator.
    """

    name: Name
    label: str = ""
    role: Literal["investigational", "comparator", "other"] | None = None

    @property
    def is_placebo(self) -> bool:
        """Whether the arm is named, or shown, as a placebo."""
        return self.name.upper() == "PBO" or any("PLACEBO" in text.upper() for text in (self.name, self.label))


class Figure(_Part):
    """One published figure; `measure` is the table of results that has it.

    arm_size: `count`. exposure: `statistic` median, minimum, maximum (`unit`) or patient_years, `value`.
    incidence: subjects with an event, by `level`, `term`, `category`. exposure_adjusted_rate: the same, `value` per
    patient-year of the whole arm. deaths: by `item`. adjudication: subjects by the committee's grade, any time,
    related to treatment, by `event` and `category`. onset: days to it, `statistic`. laboratory: subjects by their worst
    change of `parameter`. `percent` and `value` are texts, as printed: their decimals say how they were rounded.
    """

    id: Name
    arm: Name
    measure: Measure
    level: Literal["any", "SOC", "group", "PT"] = "any"
    term: Name = "any"
    category: Name = "any"
    statistic: Statistic | None = None
    unit: Unit = "months"
    item: Item | None = None
    event: Name | None = None
    parameter: Name | None = None
    count: Count | None = None
    percent: Printed | None = None
    value: Printed | None = None
    source: str = ""
    note: str = ""


class PublishedPart(_Part):
    """The figures as printed."""

    figure: Annotated[tuple[Figure, ...], Field(min_length=1)]


class GroupPart(_Part):
    """Preferred terms counted as one event, shown under a system organ class: without `soc`, that of its terms.

    A term of the group that nothing else says the class of is of the class of the group.
    """

    name: Name
    soc: Name | None = None
    terms: Annotated[tuple[Name, ...], Field(min_length=1)]


class CommonPart(_Part):
    """The published table of common events is complete: an event it does not list is below `percent` in every arm."""

    category: Name
    percent: Percent


class TermPart(_Part):
    """A preferred term: its system organ class, its share among the terms of a group, the grades there are."""

    name: Name
    soc: Name
    weight: Positive = 1
    grades: Span = (1, 5)


class TermsPart(_Part):
    """The preferred terms."""

    term: tuple[TermPart, ...] = ()


class NarrativeRecord(_Part):
    """One event of a narrative; grade 5 is the death of the subject."""

    term: Name
    grade: Grade
    related: bool = False


class NarrativePart(_Part):
    """So many subjects of an arm, each with these events in this order."""

    arm: Name
    subjects: Annotated[int, Field(ge=1)] = 1
    records: Annotated[tuple[NarrativeRecord, ...], Field(min_length=1)]
    source: str = ""


class CasePart(_Part):
    """What is told of one adjudicated case."""

    arm: Name
    committee_grade: Grade
    investigator_grade: Grade | None = None
    death_after_window: Name | None = None
    agent: Name | None = None
    source: str = ""


class AssumedCases(_Part):
    """How adjudication went beside what is published: agreement on grades, late onsets, cases not confirmed."""

    agreement_percent: Percent = 80
    after_window: Count = 0
    not_confirmed_percent: Percent = 0


class EventOfInterestPart(_Part):
    """An event that a committee adjudicated, the preferred terms it was reported under, and single cases."""

    name: Name
    terms: Annotated[tuple[Name, ...], Field(min_length=1)]
    case: tuple[CasePart, ...] = ()
    assumed: AssumedCases = AssumedCases()


class Decrease(_Part):
    """A category of laboratory decrease: the fall from baseline and the result that its subjects have."""

    name: Name
    decrease: Span
    result: Span


class AssumedLaboratory(_Part):
    """Results at baseline, normal range, days between visits, highest result."""

    baseline: Span
    normal: Span
    visit_days: Annotated[int, Field(ge=1)] = 84
    highest: int


class LaboratoryPart(_Part):
    """A parameter whose worst decrease is published, and the reported terms that go with it."""

    parameter: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]{0,7}$")]
    label: Annotated[str, Field(min_length=1, max_length=40)]
    unit: str = ""
    terms: tuple[Name, ...] = ()
    category: Annotated[tuple[Decrease, ...], Field(min_length=1)]
    assumed: AssumedLaboratory


class AgentPart(_Part):
    """A treatment of an arm: share of subjects, full and reduced doses (a placebo has 0), days with a dose."""

    arm: Name
    name: Name
    percent: Percent
    dose: Annotated[tuple[Annotated[float, Field(ge=0)], ...], Field(min_length=1)]
    unit: Name
    days: Annotated[tuple[Annotated[int, Field(ge=1)], ...], Field(min_length=1)] = (1,)
    given_days: Annotated[int, Field(ge=1)] = 1
    cycle_days: Annotated[int, Field(ge=1)] = 21


class BaselinePart(_Part):
    """A variable of ADSL: numbers by arm (minimum, median, maximum), or counts of values in the order of the arms."""

    variable: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]{0,7}$")]
    label: Annotated[str, Field(min_length=1, max_length=40)]
    number: dict[Name, tuple[float, float, float]] | None = None
    values: dict[Name, tuple[Count, ...]] | None = None
    along: Name | None = None


class AssumedCount(_Part):
    """A count that is not published, in percent of the arm."""

    arm: Name
    level: Literal["any", "SOC", "group", "PT"] = "any"
    term: Name = "any"
    category: Name
    percent: Percent


class AssumedPart(_Part):
    """What no publication gives. By arm where a table of names is asked for."""

    accrual: tuple[date, date]
    ongoing_percent: dict[Name, Percent] = {}
    late_death_percent: dict[Name, Percent] = {}
    records_per_subject: dict[Name, Positive] = {}
    count: tuple[AssumedCount, ...] = ()


class Facts(_Part):
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
    assumed: AssumedPart
