"""What a facts file says that was printed: the figures, the groups of terms, the table of common events."""

from typing import Annotated, Literal

from pydantic import Field

from pv.facts.part import Count, Estimate, Level, Name, Part, Percent, Positive, Printed, PValue, Span

Unit = Literal["days", "weeks", "months", "years"]
Measure = Literal[
    "arm_size",
    "exposure",
    "incidence",
    "exposure_adjusted_rate",
    "deaths",
    "adjudication",
    "onset",
    "laboratory",
    "survival",
    "survival_comparison",
    "at_risk",
    "response",
    "flow",
]
Stage = Literal["screened", "randomised", "treated", "population"]
Quantity = Literal["count", "percent", "value", "lower", "upper", "p_value"]
Statistic = Literal["median", "minimum", "maximum", "patient_years", "eair_total", "follow_up", "events"]
#: The arm of a figure of all arms together.
EVERY_ARM = "any"
Item = Literal["death", "death_on_treatment", "death_after_treatment", "fatal_event", "fatal_event_related"]


class Figure(Part):
    """One published figure; every arm needs its `arm_size`.

    `percent` and `value` are texts, as printed: "1.30" stands for 1.295 up to, but not including, 1.305.
    """

    id: Name = Field(description="A name of its own.", examples=["nausea/X"])
    arm: Name = Field(
        description="The arm that it is of; any: all arms together, of events, follow-up and the flow.",
        examples=["Drug X"],
    )
    measure: Measure = Field(description="The table of results that has the figure.", examples=["incidence"])
    level: Level = Field(
        default="any", description="The level of the term, of an incidence or a rate.", examples=["PT"]
    )
    term: Name = Field(default="any", description="The term of that level.", examples=["Nausea"])
    category: Name = Field(
        default="any",
        description="The category of events: any, related, grade3 (the maximum grade), grade3plus, serious, "
        "discontinuation, interruption, reduction or fatal, with related_ before it where only related events count "
        "(serious_related for serious ones). Of an adjudication any or the maximum adjudicated grade; of a laboratory "
        "figure a category of its parameter.",
        examples=["related_grade3plus"],
    )
    statistic: Statistic | None = Field(
        default=None,
        description="Of an exposure, an onset, a rate or survival: which one was printed. Of survival the median, the "
        "median follow-up (reverse Kaplan-Meier) or the subjects with the event.",
        examples=["median"],
    )
    unit: Unit = Field(
        default="months", description="The unit of a median, minimum, maximum, follow-up or time at risk."
    )
    item: Item | None = Field(default=None, description="Of deaths: which ones.", examples=["death_on_treatment"])
    event: Name | None = Field(
        default=None,
        description="Of an adjudication or an onset: the name of an [[event_of_interest]].",
        examples=["ILD/pneumonitis"],
    )
    parameter: Name | None = Field(
        default=None,
        description="Of a laboratory figure, subjects by their worst change: the parameter of a [[laboratory]].",
        examples=["LVEF"],
    )
    endpoint: Name | None = Field(
        default=None,
        description="Of survival, its comparison, numbers at risk or a response: the name of an [[endpoint]] or a "
        "[[response]] of the study file.",
        examples=["os"],
    )
    response: Name | None = Field(
        default=None, description="Of a response: one of its values, or the name of one of its rates.", examples=["CR"]
    )
    stage: Stage | None = Field(default=None, description="Of the flow: which stage.", examples=["randomised"])
    population: Name | None = Field(
        default=None,
        description="Of the flow, at the stage population: safety, itt (all randomised) or an [[analysis_set]].",
        examples=["safety"],
    )
    count: Count | None = Field(default=None, description="Subjects.", examples=[22])
    percent: Printed | None = Field(
        default=None,
        description="Percent of the arm as printed; alone it is a count where only one gives it.",
        examples=["10.8"],
    )
    value: Estimate | None = Field(
        default=None,
        description="The value as printed: of an exposure, an onset, per patient-year of the whole arm a rate, of "
        "survival a median (NE where it was not reached), of its comparison the hazard ratio, stratified where the "
        "endpoint of the study file has strata.",
        examples=["1.30"],
    )
    lower: Estimate | None = Field(
        default=None, description="The lower limit of a median, a hazard ratio or a response.", examples=["0.40"]
    )
    upper: Estimate | None = Field(default=None, description="The upper limit.", examples=["NE"])
    p_value: PValue | None = Field(
        default=None,
        description="Of a comparison of survival: that of the log-rank test, stratified as the hazard ratio.",
        examples=["<0.001"],
    )
    at_risk: tuple[Count, ...] = Field(
        default=(),
        description="Numbers at risk, from time 0 on: subjects whose time is at or after it.",
        examples=[(204, 187, 160)],
    )
    nearest_at_risk: tuple[Count, ...] = Field(
        default=(),
        description="Of numbers at risk that no data set was found for: those of the nearest that was found, as many.",
        examples=[(204, 186, 160)],
    )
    every: Annotated[int, Field(ge=1)] = Field(default=1, description="Of numbers at risk: the time between two.")
    nearest: dict[Quantity, Estimate] = Field(
        default={},
        description="Of a number that no data set was found for: the nearest that was found. A study with it has not "
        "reached the figure, and does not differ.",
        examples=[{"upper": "20.1"}],
    )
    source: str = Field(default="", description="Where it was printed.", examples=["Table 3"])
    note: str = Field(default="", description="What there is to say of it.", examples=["count from the slide"])


class PublishedPart(Part):
    """The figures as printed."""

    figure: Annotated[tuple[Figure, ...], Field(min_length=1)]


class GroupPart(Part):
    """Preferred terms counted as one event. A term that nothing else says the class of is of the class of the group."""

    name: Name = Field(description="The name of the group.", examples=["Anaemia"])
    soc: Name | None = Field(
        default=None,
        description="The system organ class that it is shown under; without it, that of its terms.",
        examples=["Blood and lymphatic system disorders"],
    )
    terms: Annotated[tuple[Name, ...], Field(min_length=1)] = Field(
        description="The preferred terms in it.", examples=[("Anaemia", "Haemoglobin decreased")]
    )


class CommonPart(Part):
    """The published table of common events is complete: any other event is below a percentage in every arm."""

    category: Name = Field(description="The category that the table counts.", examples=["related"])
    percent: Percent = Field(description="Every other event is below it.", examples=[20])


class TermPart(Part):
    """A preferred term.

    A term needs an entry, but for some hundred common ones (`reports/reconstruct/background_terms.csv`) and the terms
    of a group that has a `soc`.
    """

    name: Name = Field(description="The preferred term.", examples=["Rhinitis"])
    soc: Name = Field(
        description="Its system organ class.", examples=["Respiratory, thoracic and mediastinal disorders"]
    )
    weight: Positive = Field(
        default=1, description="How often it is used among the terms of its group, relative to them."
    )
    grades: Span = Field(
        default=(1, 5),
        description="Its lowest and highest grade. Not said, those that CTCAE has for it; of what is no term of "
        "CTCAE, all five.",
    )


class TermsPart(Part):
    """The preferred terms."""

    term: tuple[TermPart, ...] = ()
