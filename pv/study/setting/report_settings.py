"""What a study file says of statistics, of the subjects' description, and of the report."""

from typing import Annotated, Literal

from pydantic import Field

from pv.study.setting.contents_settings import ContentsPart
from pv.study.setting.model import Name, Part, Percent, Positive

DAYS_PER_WEEK = 7


class StatisticsPart(Part):
    """The confidence level and the method of each interval, by the names of `pv.stats`."""

    confidence_level: Annotated[float, Field(gt=0, lt=1)] = Field(
        default=0.95, description="The confidence level of every interval."
    )
    proportion: Name = Field(
        default="clopper_pearson", description="The interval of a proportion (subjects with an event / subjects)."
    )
    risk_difference: Name = Field(
        default="rd_miettinen_nurminen", description="The interval of a difference of two proportions."
    )
    risk_ratio: Name = Field(default="rr_miettinen_nurminen", description="The interval of a ratio of two proportions.")
    odds_ratio: Name = Field(
        default="or_miettinen_nurminen",
        description="The interval of an odds ratio, which is shown on request.",
    )
    test: Name = Field(
        default="fisher_exact", description="The test of equal proportions whose p-value stands beside them."
    )
    rate: Name = Field(default="garwood_exact", description="The interval of an exposure-adjusted rate.")
    rate_difference: Name = Field(
        default="ird_miettinen_nurminen", description="The interval of a difference of two rates."
    )
    rate_ratio: Name = Field(default="irr_exact_conditional", description="The interval of a ratio of two rates.")
    strata: Name | None = Field(
        default=None,
        description="A variable of ADSL (a stratum of the randomisation, a study of a pool): arms are also compared "
        "within its values and pooled over them.",
        examples=["STRATA1"],
    )
    stratified_risk_difference: Name = Field(
        default="rd_mh_miettinen_nurminen", description="The interval of the risk difference pooled over strata."
    )
    stratified_risk_ratio: Name = Field(
        default="rr_mh_miettinen_nurminen", description="The interval of the risk ratio pooled over strata."
    )
    stratified_test: Name = Field(
        default="cmh_cc", description="The test of equal proportions within the strata: with or without correction."
    )
    shrinkage_seed: Annotated[int, Field(ge=0)] | None = Field(
        default=None,
        description="Asks for the Berry-Berry odds ratios of all preferred terms, drawn from this seed; they take "
        "seconds.",
        examples=[1],
    )
    compared_rate: Literal["eair_at_risk", "eair_total", "eaer"] = Field(
        default="eair_at_risk",
        description="The exposure-adjusted rate shown first: subjects over the time at risk, subjects over the total "
        "exposure, or events over the total exposure.",
    )
    interval_weeks: tuple[Positive, ...] = Field(
        default=(12.0, 24.0, 36.0, 48.0),
        description="Weeks since the first dose that divide the time into intervals: rates over time are given in each "
        "of them and after the last, mean cumulative counts at each of these weeks. They rise.",
    )
    rate_unit: Literal["patient-year", "100 patient-years", "1000 patient-years"] = Field(
        default="100 patient-years", description="The unit in which the report shows rates."
    )


class DemographicsPart(Part):
    """The variables of ADSL that describe the subjects: numbers are summarised, text is counted.

    A variable that the standard does not know is a number where every value is, unless these are at most ten different
    whole numbers: codes such as 0 and 1 are counted.
    """

    variables: tuple[Name, ...] = Field(
        default=("AGE", "AGEGR1", "SEX", "RACE", "ETHNIC", "COUNTRY", "REGION1", "WEIGHTBL", "BMIBL"),
        description="The variables, in the order of the table; by default those that are present.",
        examples=[("AGE", "SEX", "RACE")],
    )
    numbers: tuple[Name, ...] = Field(
        default=(),
        description="Variables summarised as numbers although their values look like codes.",
        examples=[("PRLINES",)],
    )
    text: tuple[Name, ...] = Field(
        default=(),
        description="Variables summarised by counts although their values are numbers.",
        examples=[("ECOGBL",)],
    )


class ReportPart(ContentsPart):
    """What the report shows, and how much of it."""

    chart_threshold_percent: Percent = Field(
        default=5.0, description="Terms in charts occur in at least this percentage of subjects in either arm."
    )
    exposure_months: tuple[Positive, ...] = Field(
        default=(1.0, 3.0, 6.0, 12.0), description="Durations of treatment, in months, for which subjects are counted."
    )
    total: bool = Field(
        default=False,
        description="Whether a last column, Total, shows all arms together in every table. It is in no chart, is "
        "compared with nothing, and brings no term into a table with a threshold.",
        examples=[True],
    )
    maximum_records: Annotated[int, Field(ge=0)] = Field(
        default=20000, description="The maximum number of records embedded in the page for its numbers to open."
    )
    leave_out_chapters: tuple[Name, ...] = Field(
        default=(), description="Chapters that the report does not have, by name.", examples=[("windows", "coding")]
    )
    leave_out_displays: tuple[Name, ...] = Field(
        default=(),
        description="Displays that the report does not have, in any chapter; `pv-safety displays` lists the names.",
        examples=[("multiplicity", "after_cutoff")],
    )
