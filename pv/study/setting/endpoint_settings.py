"""What a study file says of the populations beyond safety and of the endpoints that are analysed in them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from pv.study.setting.event_settings import Alternative
from pv.study.setting.model import Identifier, Name, Part, Positive

#: The population of every study, which `[population]` says.
SAFETY = "safety"
#: The variable that says a subject's arm, where an analysis set names none.
TREATMENTS: Mapping[str, str] = MappingProxyType({"planned arm": "TRT01P", "actual arm": "TRT01A"})


class AnalysisSetPart(Part):
    """A population beyond the safety analysis set, such as all randomised subjects, in which endpoints are analysed."""

    name: Identifier = Field(description="Its name, by which endpoints choose it.", examples=["itt"])
    label: Name = Field(description="Its label in the report.", examples=["Full analysis set"])
    flag: Name = Field(description="The ADSL variable that is Y for its subjects.", examples=["ITTFL"])
    by: Literal["planned arm", "actual arm"] = Field(
        default="planned arm", description="Whether a subject is in the arm that was assigned, or in the one received."
    )
    treatment: Name | None = Field(
        default=None,
        description="The ADSL variable with that arm, whose values are those of [[arm]]; by default TRT01P for the "
        "planned, and the treatment of [population] for the actual arm.",
        examples=["TRT01P"],
    )

    cohort: tuple[Alternative, ...] = Field(
        default=(),
        description="Alternatives of conditions on ADSL that choose some of the subjects with the flag, written as "
        "those of a category: all conditions of one alternative hold.",
        examples=[({"HRFL": "Y"},)],
    )

    @property
    def arm_variable(self) -> str:
        """The variable of ADSL that says a subject's arm."""
        return self.treatment or TREATMENTS[self.by]


class _Analysed(Part):
    """What is analysed, in whom: an endpoint, or a response with names of its own."""

    name: Identifier = Field(description="Its name in the column `endpoint` of every result.", examples=["os"])
    label: Name = Field(description="Its label in the report.", examples=["Overall survival"])
    parameter: Name = Field(description="Its PARAMCD in ADTTE.", examples=["OS"])
    population: Name = Field(
        default=SAFETY,
        description="The population, by the name of an [[analysis_set]]; safety is the one of [population].",
        examples=["itt"],
    )
    cohort: tuple[Alternative, ...] = Field(
        default=(),
        description="Alternatives of conditions on ADSL that choose some subjects of the population, written as those "
        "of a category: all conditions of one alternative hold.",
        examples=[({"HRFL": "Y"},)],
    )
    cohort_label: Name | None = Field(
        default=None, description="The label of these subjects.", examples=["Hormone receptor-positive"]
    )


class EndpointPart(_Analysed):
    """A time to an event that is analysed: a parameter of ADTTE in a population."""

    responders: Name | None = Field(
        default=None,
        description="The name of a [[response]]: only subjects with its first rate are analysed, such as in the "
        "duration of response.",
        examples=["confirmed"],
    )
    strata: Annotated[tuple[Name, ...], Field(max_length=6)] = Field(
        default=(),
        description="The variables of ADSL whose combinations of values are the strata of the stratified comparison, "
        "at most 6.",
        examples=[("STRATA1", "STRATA2")],
    )
    unit: Literal["days", "weeks", "months", "years"] = Field(
        default="months", description="The unit in which times are shown."
    )
    landmarks: tuple[Positive, ...] = Field(
        default=(),
        description="Times, in the unit, at which the percentage of subjects without the event is given.",
        examples=[(6.0, 12.0)],
    )
    restricted_until: Positive | None = Field(
        default=None,
        description="The time, in the unit, up to which the mean time without the event is given (restricted mean "
        "survival time).",
        examples=[18.0],
    )
    competing: tuple[Name, ...] = Field(
        default=(),
        description="The values of EVNTDESC, in any case, that compete with the event: after one of them it cannot "
        "come. The percentage with the event is then the cumulative incidence, compared by Gray's test.",
        examples=[("DEATH",)],
    )
    subgroups: tuple[Name, ...] = Field(
        default=(),
        description="The variables of ADSL in whose values the hazard ratio is given, with the test of interaction.",
        examples=[("AGEGR1", "SEX")],
    )


class ResponsePart(_Analysed):
    """A response that is analysed: a parameter of ADRS, of which each subject has one value, in a population."""

    name: Identifier = Field(description="Its name in the column `endpoint` of every result.", examples=["confirmed"])
    label: Name = Field(description="Its label in the report.", examples=["Confirmed response"])
    parameter: Name = Field(description="Its PARAMCD in ADRS.", examples=["CBOR"])
    values: tuple[Name, ...] = Field(
        default=(),
        description="The values of AVALC that are counted one by one, in order; subjects with another value, or none, "
        "have a row of their own.",
        examples=[("CR", "PR", "SD", "PD", "NE")],
    )
    rates: dict[Name, Annotated[tuple[Name, ...], Field(min_length=1)]] = Field(
        default_factory=dict,
        description="Label = the values of AVALC that count: rates with their intervals, which arms are compared in. "
        "Subjects without a value are in the denominator.",
        examples=[{"Objective response": ("CR", "PR"), "Disease control": ("CR", "PR", "SD")}],
    )
    strata: Annotated[tuple[Name, ...], Field(max_length=6)] = Field(
        default=(),
        description="The variables of ADSL whose combinations of values are the strata of the stratified difference "
        "and ratio, at most 6.",
        examples=[("STRATA1", "STRATA2")],
    )

    @model_validator(mode="after")
    def _counts_something(self) -> Self:
        if not self.values and not self.rates:
            raise PydanticCustomError("response", "it must have values, rates or both")
        return self
