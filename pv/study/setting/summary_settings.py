"""What a study file says of numbers that are summarised by arm."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from pv.study.setting.endpoint_settings import SAFETY
from pv.study.setting.model import Identifier, Name, Part


class SummaryPart(Part):
    """A table of numbers by arm: n, mean, standard deviation, median and range.

    The numbers are variables of ADSL, or parameters of ADEX (AVAL) of which a subject has one record.
    """

    name: Identifier = Field(
        description="Its name in the column `summary` of the table `variable_summary`.", examples=["planned_exposure"]
    )
    title: Name = Field(description="The title shown in the report.", examples=["Planned exposure to study drug"])
    variables: tuple[Name, ...] = Field(
        default=(), description="Numeric variables of ADSL, in order.", examples=[("AVGDD", "CUMDOSE")]
    )
    parameters: tuple[Name, ...] = Field(
        default=(),
        description="Values of PARAMCD in ADEX whose AVAL is summarised, after the variables.",
        examples=[("TDOSE",)],
    )
    labels: dict[Name, Name] = Field(
        default_factory=dict,
        description="Variable or parameter = how it is shown, with its unit; by default its label in the data.",
        examples=[{"AVGDD": "Average daily dose (mg)"}],
    )
    populations: Annotated[tuple[Name, ...], Field(min_length=1)] = Field(
        default=(SAFETY,),
        description="The populations whose numbers stand side by side, by the names of [[analysis_set]]; safety is the "
        "one of [population].",
        examples=[("itt", "safety")],
    )
    digits: Annotated[int, Field(ge=0, le=6)] = Field(
        default=1, description="Decimals of the mean, the median and the range; the standard deviation has one more."
    )

    @model_validator(mode="after")
    def _has_a_number(self) -> Self:
        if not self.variables and not self.parameters:
            raise PydanticCustomError("summary", "it must have variables, parameters or both")
        return self
