"""What a study file, or the file of the standard contents, says of the chapters of a report and their displays."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import ConfigDict, Discriminator, Field, Tag

from pv.study.setting.model import Name, Part
from pv.toml.form import Form

_CHAPTER = Form(r"[a-z][a-z0-9-]*", "lower-case letters, digits and hyphens, a letter first", "all-events")
_PLACE = Form(
    rf"(before|after) {_CHAPTER.pattern}", "before NAME or after NAME, the name of a chapter", "after overview"
)


class DisplayPart(Part):
    """A display in a chapter, with a title of its own and any of the options of the display, each by its name."""

    model_config = ConfigDict(extra="allow", strict=True, frozen=True)

    display: Name = Field(
        description="Its name; `pv-safety displays` lists all of them with their options.", examples=["risk_difference"]
    )
    title: Name | None = Field(
        default=None,
        description="What it is called in this report; of a display of several tables or figures this comes before the "
        "title of each.",
        examples=["Preferred terms: frequency and risk difference"],
    )


def _form(asked: object) -> str | None:
    """Return how a display is written: by its name alone, or with options."""
    if isinstance(asked, str):
        return "text"
    return "with options" if isinstance(asked, Mapping | DisplayPart) else None


#: A display of a chapter: its name, or a table with its name, title and options.
AskedDisplay = Annotated[
    Annotated[Name, Tag("text")] | Annotated[DisplayPart, Tag("with options")],
    Discriminator(
        _form,
        custom_error_type="asked_display",
        custom_error_message="it must be the name of a display, or a table with display, title and options",
    ),
]


class ChapterPart(Part):
    """A chapter of the report: of a standard one what is to be otherwise, or one of the study's own.

    What a chapter here shows stands in no other standard chapter; a chapter without anything left to show is left out.
    """

    name: Annotated[str, _CHAPTER] = Field(
        description="Its name, by which links lead to it; that of a standard chapter changes that one.",
        examples=["all-events"],
    )
    heading: Name | None = Field(
        default=None,
        description="Its heading; a standard chapter has one.",
        examples=["Adverse events by preferred term"],
    )
    displays: Annotated[tuple[AskedDisplay, ...], Field(min_length=1)] = Field(
        default=(),
        description="Its displays in order, instead of those of the standard chapter: each a name, or a table "
        "with the name under `display`, a `title` and options of the display.",
        examples=[("events_by_term", {"display": "risk_difference", "level": "PT", "title": "By preferred term"})],
    )
    place: Annotated[str, _PLACE] | None = Field(
        default=None,
        description="Its position: directly before or after another chapter. Without it a standard chapter stays "
        "where it is, and one of the study's own comes at the end.",
        examples=["after overview"],
    )


class ContentsPart(Part):
    """The chapters of a report."""

    chapter: tuple[ChapterPart, ...] = ()
