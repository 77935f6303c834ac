"""What a study file says of adverse events: which are treatment-emergent and related, and how they are grouped."""

from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from pv.study.setting.model import Days, Identifier, Level, Name, Part

Finite = Annotated[float, Field(allow_inf_nan=False)]


class EmergentPart(Part):
    """Which adverse events are treatment-emergent."""

    rule: Literal["window", "flag"] = Field(
        default="window",
        description="What decides: the dates (onset or worsening from the first dose to the end of the window), or "
        "the flag TRTEMFL.",
    )
    flag_values: dict[Literal["Y", "N"], tuple[Name, ...]] = Field(
        default_factory=dict,
        description="The values of the flag in the data, in upper or lower case, if they are not Y and N.",
        examples=[{"Y": ("YES",), "N": ("NO",)}],
    )
    window_days: Days | None = Field(
        default=None,
        description="Days after the last dose during which an event is still treatment-emergent; by default any time. "
        "The time at risk ends there too.",
        examples=[30],
    )


class RelationshipPart(Part):
    """Which values of AEREL, in any case, mean that an event is related to treatment."""

    related: tuple[Name, ...] = Field(
        default=(
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
        ),
        description="Values that count as related. A value in neither list is counted as related, with a finding.",
        examples=[("POSSIBLE", "PROBABLE")],
    )
    not_related: tuple[Name, ...] = Field(
        default=(
            "N",
            "NO",
            "NONE",
            "NOT RELATED",
            "UNRELATED",
            "NOT SUSPECTED",
            "REMOTE",
            "UNLIKELY",
            "UNLIKELY RELATED",
        ),
        description="Values that count as not related.",
        examples=[("NONE", "REMOTE")],
    )
    missing: Literal["related", "not related"] = Field(
        default="related", description="How a missing relationship is counted."
    )


class NumberRange(Part):
    """A condition on a number: at least, at most, or both."""

    at_least: Finite | None = Field(default=None, description="The lowest number included.", examples=[3])
    at_most: Finite | None = Field(default=None, description="The highest number included.", examples=[4])

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
    """A category of events of the study's own, counted beside the built-in ones; one of a built-in name replaces it."""

    name: Identifier = Field(
        description="Its name in the column `category` of every result.", examples=["serious_grade3plus"]
    )
    label: Name = Field(description="Its label in the report.", examples=["Serious, grade 3 or higher"])
    where: Annotated[tuple[Alternative, ...], Field(min_length=1)] = Field(
        description="Alternatives of conditions: an event is in the category when all conditions of one alternative "
        "hold. A condition is a text, a list of which any will do, or a range with at_least, at_most or both; "
        "variables are columns of ADAE, or grade, severity, related, fatal.",
        examples=[({"AESER": "Y", "grade": {"at_least": 3}},)],
    )
    every_level: bool = Field(
        default=True, description="Whether it is counted for every term, or only in the overview (false)."
    )
    scale: Name | None = Field(
        default=None,
        description="A name that categories share of which a subject is in one only, that of the highest rank (as "
        "with worst grades). With rank.",
        examples=["own"],
    )
    rank: Annotated[int, Field(ge=0)] | None = Field(
        default=None, description="The rank of the category on its scale.", examples=[1]
    )

    @model_validator(mode="after")
    def _scale_has_ranks(self) -> Self:
        if (self.scale is None) != (self.rank is None):
            raise PydanticCustomError("scale", "scale and rank go together")
        return self


class GroupPart(Part):
    """Preferred terms that are counted as one term: a sponsor-defined group."""

    name: Name = Field(description="The name of the group.", examples=["Anaemia"])
    soc: Name = Field(
        description="The system organ class under which it is shown.",
        examples=["Blood and lymphatic system disorders"],
    )
    terms: Annotated[tuple[Name, ...], Field(min_length=1)] = Field(
        description="Its preferred terms.", examples=[("Anaemia", "Haemoglobin decreased")]
    )


class CurvePart(Part):
    """A cumulative incidence to draw: the first event of a term in a category, with death as competing event."""

    label: Name = Field(description="The label of the curve in the report.", examples=["Serious adverse event"])
    level: Level | Literal["adjudicated"] = Field(
        default="any",
        description="The level of the term; adjudicated: an event of special interest, followed at any time.",
    )
    term: Name = Field(default="any", description="The term of that level; of an adjudicated event, its ADJEVENT.")
    category: Name = Field(
        default="any",
        description="A category of events, built in or of [[category]]; of an adjudicated event one of its "
        "committee's: any (confirmed and related to treatment), grade3plus, grade1 to grade5.",
        examples=["serious"],
    )
