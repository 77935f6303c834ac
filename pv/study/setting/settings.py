"""Everything a study file can say, validated once: after this, code trusts it."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from pv.study.setting.dictionary_settings import DictionaryPart
from pv.study.setting.laboratory_settings import LaboratoryPart
from pv.study.setting.model import Level, Name, Part
from pv.study.setting.special_settings import CommonEventsPart, LvefPart, WindowSensitivityPart

Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
Finite = Annotated[float, Field(allow_inf_nan=False)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Dataset = Literal[
    "adsl", "adae", "adex", "adlb", "advs", "adjudication", "dm", "ae", "ex", "suppae", "suppdm", "ds", "dd", "lb"
]
Role = Literal["investigational", "comparator", "other"]


class StudyPart(Part):
    """What the trial is: its identifier, its name and the day its data were cut.

    What is after the cut-off (events, doses, deaths, results, time) is listed and not counted; with `after_cutoff`
    "count" it counts as recorded.
    `facts` is a file of its published figures: the report then reconciles them with the computed ones.
    """

    id: Name
    title: Name
    cutoff_date: date | None = None
    after_cutoff: Literal["cut", "count"] = "cut"
    note: str = ""
    facts: str | None = None


class DataPart(Part):
    """Where the data are, in which standard, and how the columns of the files are called where they differ from it.

    `columns.adae.AEREL = "AERELINV"` reads the file's AERELINV as AEREL. Without `standard` it is found from the
    datasets that there are. `lb` may be several files.

    `missing` lists the texts that mean a missing value, instead of those of convention (NA, N/A, NULL, NaN, a lone
    point). Those of convention are missing in CSV alone and without quotation marks; a study's own, such as UNK, in
    every format and in any case. An empty list: no text is missing.

    With `number_events` an event without AESEQ is numbered by its row.
    """

    standard: Literal["adam", "sdtm"] | None = None
    folder: str = "."
    adsl: str | None = None
    adae: str | None = None
    adex: str | None = None
    adlb: str | None = None
    advs: str | None = None
    adjudication: str | None = None
    dm: str | None = None
    ae: str | None = None
    ex: str | None = None
    suppae: str | None = None
    suppdm: str | None = None
    ds: str | None = None
    dd: str | None = None
    lb: str | tuple[Name, ...] | None = None
    encoding: str | None = None
    missing: tuple[Name, ...] | None = None
    number_events: bool = False
    columns: dict[Dataset, dict[Name, Name]] = Field(default_factory=dict)


class PopulationPart(Part):
    """Who is analysed: the flag of ADSL that is Y, the treatment variable, and arms left out on purpose.

    `by` "treatment received" counts a subject whose every dose is of one other arm under that arm.
    `end_of_study` is a date of ADSL that says when a subject left, where EOSDT, RFPENDTC and LSTALVDT do not.
    """

    label: Name = "Safety analysis set"
    flag: Name = "SAFFL"
    treatment: Name = "TRT01A"
    leave_out_arms: tuple[Name, ...] = ()
    by: Literal["actual arm", "treatment received"] = "actual arm"
    end_of_study: Name | None = None


class ArmPart(Part):
    """One arm: its value in the treatment variable, how it is shown, and its part in comparisons.

    `treatment` lists the values of EXTRT that belong to it; without it they are learnt from the doses of all subjects.
    """

    name: Name
    role: Role
    label: str = ""
    colour: Colour | None = None
    treatment: tuple[Name, ...] = ()


class EmergentPart(Part):
    """Which events are treatment-emergent: by the window rule, or as flagged in TRTEMFL.

    `window_days` counts after the last dose; without it the window has no end. It also ends the time at risk, where the
    end of study, death or the cut-off do not end it before. `flag_values` says which words of the data mean Y and N, in
    any case: `{ Y = ["YES"], N = ["NO"] }`.
    """

    rule: Literal["window", "flag"] = "window"
    flag_values: dict[Literal["Y", "N"], tuple[Name, ...]] = Field(default_factory=dict)
    window_days: Annotated[int, Field(ge=0, le=36525)] | None = None


class TimePart(Part):
    """How days become years and months."""

    days_per_year: Positive = 365.25
    days_per_month: Positive = 30.4375


class RelationshipPart(Part):
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


class NumberRange(Part):
    """A condition on a number: at least, at most, or both."""

    at_least: Finite | None = None
    at_most: Finite | None = None

    @model_validator(mode="after")
    def _has_a_bound(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise PydanticCustomError("range", "it must have at_least, at_most or both")
        return self


def _kind(condition: object) -> str | None:
    """Return which of its forms a condition has."""
    match condition:
        case str():
            return "text"
        case tuple():
            return "list"
        case dict() | NumberRange():
            return "range"
        case _:
            return None


#: What a variable must be: a text, one of several, or within a range.
Condition = Annotated[
    Annotated[Name, Tag("text")]
    | Annotated[tuple[Name, ...], Field(min_length=1), Tag("list")]
    | Annotated[NumberRange, Tag("range")],
    Discriminator(
        _kind,
        custom_error_type="condition",
        custom_error_message="it must be a text such as 'Y', a list of texts, or a range such as { at_least = 3 }",
    ),
]
Alternative = Annotated[dict[Name, Condition], Field(min_length=1)]


class CategoryPart(Part):
    """A category of events: alternatives of conditions; a record is in it when all of one alternative hold.

    `where = [{ AESER = "Y", grade = { at_least = 3 } }]`. Variables are columns of ADAE, or grade, severity, related,
    fatal. A list of values means any of them. Categories of one `scale` share it: a subject counts only in the one of
    the highest `rank` that a record of the subject is in, as with worst grades.
    """

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    label: Name
    where: Annotated[tuple[Alternative, ...], Field(min_length=1)]
    every_level: bool = True
    scale: Name | None = None
    rank: Annotated[int, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _scale_has_ranks(self) -> Self:
        if (self.scale is None) != (self.rank is None):
            raise PydanticCustomError("scale", "scale and rank go together")
        return self


class GroupPart(Part):
    """A sponsor's group of preferred terms, counted as one term, shown under a system organ class."""

    name: Name
    soc: Name
    terms: Annotated[tuple[Name, ...], Field(min_length=1)]


class CurvePart(Part):
    """A cumulative incidence to draw: the first event of a term, in a category.

    With level `adjudicated` the term is an event of special interest (ADJEVENT) and the category is one of its
    committee's: any (confirmed and related to treatment), grade3plus, grade1 to grade5. Follow-up is then at any time.
    """

    label: Name
    level: Level | Literal["adjudicated"] = "any"
    term: Name = "any"
    category: Name = "any"


class StatisticsPart(Part):
    """The confidence level and the method of each interval, by the names of `pv.stats`.

    `strata` is a variable of ADSL (a study of a pool, a stratum of the randomisation); with it, arms are also compared
    within its values and pooled over them. `shrinkage_seed` asks for Berry-Berry odds ratios of all preferred terms (it
    takes seconds), drawn from that seed. `compared_rate` leads the three exposure-adjusted rates, which the page shows
    per `rate_unit`: per patient-year with two decimals and at least two significant digits, else with one decimal, or
    as many as a low rate needs in order not to print as 0.
    """

    confidence_level: Annotated[float, Field(gt=0, lt=1)] = 0.95
    proportion: Name = "clopper_pearson"
    risk_difference: Name = "rd_miettinen_nurminen"
    risk_ratio: Name = "rr_miettinen_nurminen"
    rate: Name = "garwood_exact"
    rate_difference: Name = "ird_miettinen_nurminen"
    rate_ratio: Name = "irr_exact_conditional"
    stratified_risk_difference: Name = "rd_mh_miettinen_nurminen"
    stratified_risk_ratio: Name = "rr_mh_miettinen_nurminen"
    stratified_odds_ratio: Name = "or_mh_sato"
    strata: Name | None = None
    shrinkage_seed: Annotated[int, Field(ge=0)] | None = None
    compared_rate: Literal["eair_at_risk", "eair_total", "eaer"] = "eair_at_risk"
    rate_unit: Literal["patient-year", "100 patient-years", "1000 patient-years"] = "100 patient-years"


class DemographicsPart(Part):
    """The variables of ADSL that describe the subjects, in order; numbers are summarised, text is counted.

    Of a variable that the standard does not know, `numbers` and `text` say which it is. Without them it is a number
    where every value is, unless these are at most ten different whole numbers: codes such as 0 and 1 are counted.
    """

    variables: tuple[Name, ...] = ("AGE", "AGEGR1", "SEX", "RACE", "ETHNIC", "COUNTRY", "REGION1", "WEIGHTBL", "BMIBL")
    numbers: tuple[Name, ...] = ()
    text: tuple[Name, ...] = ()


class ReportPart(Part):
    """What the report shows: thresholds in percent of either arm, durations in months, records to open."""

    chart_threshold_percent: Annotated[float, Field(ge=0, le=100)] = 5.0
    exposure_months: tuple[Positive, ...] = (1.0, 3.0, 6.0, 12.0)
    maximum_records: Annotated[int, Field(ge=0)] = 20000


class Settings(Part):
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
    common_events: tuple[CommonEventsPart, ...] = ()
    lvef: LvefPart = LvefPart()
    laboratory: LaboratoryPart = LaboratoryPart()
    window_sensitivity: WindowSensitivityPart = WindowSensitivityPart()
    statistics: StatisticsPart = StatisticsPart()
    demographics: DemographicsPart = DemographicsPart()
    report: ReportPart = ReportPart()

    @property
    def comparator(self) -> ArmPart | None:
        """The arm that the others are compared with, or None in a study without one."""
        return next((arm for arm in self.arm if arm.role == "comparator"), None)
