"""The course of each randomised subject, as a facts file names it: times that give what is printed of them."""

from typing import Annotated

from pydantic import Field

from pv.facts.part import Count, Label, Name, Part, Variable

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


class AssignedCell(Part):
    """Values that subjects have together, and how many have them."""

    values: dict[Variable, Name] = Field(
        description="The values, of variables of the courses.", examples=[{"STRLINES": "1"}]
    )
    subjects: tuple[Count, ...] = Field(
        description="How many randomised subjects have them, in the order of the arms.", examples=[(199, 112)]
    )


class AssignedPart(Part):
    """Values that are assigned together to every subject, or to those who have others already."""

    among: dict[Variable, Name] = Field(
        default={},
        description="Who is assigned them: subjects with these values of lists before it; by default everyone.",
        examples=[{"HRRAND": "POSITIVE"}],
    )
    cell: Annotated[tuple[AssignedCell, ...], Field(min_length=1)]


class SearchPart(Part):
    """How the courses are searched for: `pv-safety reconstruct FACTS --courses FILE`."""

    randomised: tuple[Count, ...] = Field(
        description="The randomised subjects, in the order of the arms.", examples=[(211, 213)]
    )
    steps: Annotated[int, Field(ge=1, le=20_000_000)] = Field(
        default=2_000_000, description="How many changes are tried; a million takes half a minute to two minutes."
    )
    visit_days: Annotated[int, Field(ge=2)] | None = Field(
        default=None,
        description="Days between two assessments: nine of ten events that are no deaths fall within 8 days of one.",
        examples=[42],
    )
    deaths: dict[Variable, tuple[Count, ...]] = Field(
        default={},
        description="Of an endpoint that ends with other events too: how many of its events are to be deaths, about, "
        "in the order of the arms.",
        examples=[{"PFS": (24, 14)}],
    )
    later_deaths: Count | None = Field(
        default=None,
        description="How many subjects, at most about, may die whose time to another event was censored.",
        examples=[12],
    )
    assigned: tuple[AssignedPart, ...] = ()


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
    search: SearchPart | None = Field(
        default=None, description="How the courses are searched for; the file may have been made in another way."
    )
