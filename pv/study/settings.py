"""Everything a study file can say, validated once: after this, code trusts it."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Name = Annotated[str, Field(min_length=1)]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
Positive = Annotated[float, Field(gt=0)]
Role = Literal["investigational", "comparator", "other"]
Level = Literal["any", "SOC", "HLGT", "HLT", "PT", "group"]


class _Part(BaseModel):
    """A table of the study file: unknown keys and wrong types are errors, values do not change afterwards."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class StudyPart(_Part):
    """What the trial is: its identifier, its name and the day its data were cut."""

    id: Name
    title: Name
    cutoff_date: date | None = None
    note: str = ""


class DataPart(_Part):
    """Where the data are, and how the columns of the files are called where they differ from ADaM.

    `columns.adae.AEREL = "AERELINV"` reads the file's AERELINV as AEREL.
    """

    folder: str = "."
    adsl: str | None = None
    adae: str | None = None
    adex: str | None = None
    encoding: str | None = None
    columns: dict[Literal["adsl", "adae", "adex"], dict[Name, Name]] = {}


class PopulationPart(_Part):
    """Who is analysed: the flag of ADSL that is Y, the treatment variable, and arms left out on purpose."""

    label: Name = "Safety analysis set"
    flag: Name = "SAFFL"
    treatment: Name = "TRT01A"
    leave_out_arms: tuple[Name, ...] = ()


class ArmPart(_Part):
    """One arm: its value in the treatment variable, how it is shown, and its part in comparisons."""

    name: Name
    role: Role
    label: str = ""
    colour: Colour | None = None


class EmergentPart(_Part):
    """Which events are treatment-emergent: by the window rule, or as flagged in TRTEMFL.

    `window_days` counts after the last dose; without it the window has no end. It also ends the time at risk.
    """

    rule: Literal["window", "flag"] = "window"
    window_days: Annotated[int, Field(ge=0)] | None = None


class TimePart(_Part):
    """How days become years and months."""

    days_per_year: Positive = 365.25
    days_per_month: Positive = 30.4375


class DictionaryPart(_Part):
    """The dictionaries and versions the data were coded with, for the footnotes."""

    meddra: str | None = None
    ctcae: str | None = None


class RelationshipPart(_Part):
    """Which values of AEREL count as related to treatment; what a missing one counts as."""

    related: tuple[Name, ...] = (
        "Y",
        "YES",
        "RELATED",
        "POSSIBLE",
        "POSSIBLY RELATED",
        "PROBABLE",
        "PROBABLY RELATED",
        "DEFINITE",
        "DEFINITELY RELATED",
        "SUSPECTED",
    )
    not_related: tuple[Name, ...] = (
        "N",
        "NO",
        "NONE",
        "NOT RELATED",
        "UNRELATED",
        "NOT SUSPECTED",
        "REMOTE",
        "UNLIKELY",
        "UNLIKELY RELATED",
    )
    missing: Literal["related", "not related"] = "related"


class NumberRange(_Part):
    """A condition on a number: at least, at most, or both."""

    at_least: float | None = None
    at_most: float | None = None


class CategoryPart(_Part):
    """A category of events: alternatives of conditions; a record is in it when all of one alternative hold.

    `where = [{ AESER = "Y", grade = { at_least = 3 } }]`. Variables are columns of ADAE, or grade, severity, related,
    fatal. A list of values means any of them.
    """

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    label: Name
    where: Annotated[tuple[dict[Name, Name | tuple[Name, ...] | NumberRange], ...], Field(min_length=1)]
    every_level: bool = True


class GroupPart(_Part):
    """A sponsor's group of preferred terms, counted as one term, shown under a system organ class."""

    name: Name
    soc: Name
    terms: Annotated[tuple[Name, ...], Field(min_length=1)]


class CurvePart(_Part):
    """A cumulative incidence to draw: the first event of a term, in a category."""

    label: Name
    level: Level = "any"
    term: Name = "any"
    category: Name = "any"


class StatisticsPart(_Part):
    """The confidence level and the method of each interval, by the names of `pv.stats`.

    `strata` is a variable of ADSL (a study of a pool, a stratum of the randomisation); with it, arms are also compared
    within its values and pooled over them. `shrinkage_seed` asks for Berry-Berry odds ratios of all preferred terms (it
    takes seconds), drawn from that seed.
    """

    confidence_level: Annotated[float, Field(gt=0, lt=1)] = 0.95
    proportion: Name = "clopper_pearson"
    risk_difference: Name = "rd_miettinen_nurminen"
    risk_ratio: Name = "rr_miettinen_nurminen"
    rate: Name = "garwood_exact"
    rate_difference: Name = "ird_miettinen_nurminen"
    rate_ratio: Name = "irr_exact_conditional"
    stratified_risk_difference: Name = "rd_mh_sato"
    strata: Name | None = None
    shrinkage_seed: Annotated[int, Field(ge=0)] | None = None
    compared_rate: Literal["eair_at_risk", "eair_total", "eaer"] = "eair_at_risk"


class DemographicsPart(_Part):
    """The variables of ADSL that describe the subjects, in order; numbers are summarised, text is counted."""

    variables: tuple[Name, ...] = ("AGE", "AGEGR1", "SEX", "RACE", "ETHNIC", "COUNTRY", "REGION1", "WEIGHTBL", "BMIBL")


class ReportPart(_Part):
    """What the report shows: thresholds in percent of either arm, durations in months, records to open."""

    chart_threshold_percent: Annotated[float, Field(ge=0, le=100)] = 5.0
    exposure_months: tuple[Positive, ...] = (1.0, 3.0, 6.0, 12.0)
    maximum_records: Annotated[int, Field(ge=0)] = 20000


class Settings(_Part):
    """The whole study file."""

    study: StudyPart
    data: DataPart = DataPart()
    population: PopulationPart = PopulationPart()
    arm: Annotated[tuple[ArmPart, ...], Field(min_length=1)]
    treatment_emergent: EmergentPart = EmergentPart()
    time: TimePart = TimePart()
    dictionary: DictionaryPart = DictionaryPart()
    relationship: RelationshipPart = RelationshipPart()
    category: tuple[CategoryPart, ...] = ()
    group: tuple[GroupPart, ...] = ()
    curve: tuple[CurvePart, ...] = ()
    statistics: StatisticsPart = StatisticsPart()
    demographics: DemographicsPart = DemographicsPart()
    report: ReportPart = ReportPart()

    @property
    def comparator(self) -> ArmPart | None:
        """The arm that the others are compared with, or None in a study without one."""
        return next((arm for arm in self.arm if arm.role == "comparator"), None)
