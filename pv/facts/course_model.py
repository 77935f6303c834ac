"""The course of each randomised subject, as a facts file names it: times that give what is printed of them."""

from typing import Annotated

from pydantic import Field

from pv.facts.part import Label, Name, Part, Variable

#: The population of all randomised subjects, in every study file that `reconstruct` writes.
RANDOMISED = "itt"
#: The variable of ADSL with the agent that was chosen for each of them.
AGENT = "AGENTPL"


class EndpointPart(Part):
    """A time to event: its day and how it ends are the columns PARAMETER and PARAMETER_END of the file of courses."""

    parameter: Variable = Field(description="Its PARAMCD.", examples=["PFS"])
    label: Label = Field(description="Its PARAM.", examples=["Progression-Free Survival (months)"])
    events: Annotated[tuple[Name, ...], Field(min_length=1)] = Field(
        description="The ends that are events, EVNTDESC; a time with another end is censored.",
        examples=[("Disease progression", "Death")],
    )


class CourseVariable(Part):
    """A variable of ADSL that the file of courses gives: its column."""

    name: Variable = Field(description="The variable.", examples=["STRLINES"])
    label: Label = Field(description="Its label.", examples=["Stratum: Previous Lines"])


class CoursePart(Part):
    """The courses of the randomised subjects: treatment, death, times to events, response.

    The records of the safety set are then made for these courses, and untreated subjects are added.
    """

    file: Name = Field(
        description="A CSV file beside the facts file, one row a randomised subject; the README of the model study "
        "says what its columns are.",
        examples=["courses.csv"],
    )
    endpoint: Annotated[tuple[EndpointPart, ...], Field(min_length=1)]
    response_ends_with: Variable | None = Field(
        default=None,
        description="The endpoint whose event ends a confirmed response; with it there are times to response (TTR) and "
        "durations of response (DOR).",
        examples=["PFS"],
    )
    variable: tuple[CourseVariable, ...] = ()
