"""The chapters of a report: which displays it has, in which order, and what each of them gives."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import ValidationError

from pv import resources
from pv.display.catalogue import display_named
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.figure import Figure
from pv.display.opened import Opened
from pv.display.table import Table
from pv.errors import InputError, Problem, nearest

#: Where the chapters of every report stand.
CONTENTS = "reports/contents.toml"


@dataclass(frozen=True)
class Entry:
    """A display that a chapter has, with its options."""

    display: Display
    options: Options


@dataclass(frozen=True)
class Chapter:
    """One chapter: its anchor, heading, tables and figures in order, and the sentences for what it does not have."""

    name: str
    heading: str
    parts: tuple[Table | Figure, ...]
    sentences: tuple[str, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables among the parts."""
        return tuple(part for part in self.parts if isinstance(part, Table))


@dataclass(frozen=True)
class Planned:
    """A chapter before its displays are made."""

    name: str
    heading: str
    entries: tuple[Entry, ...]


def planned(content: Mapping[str, Any]) -> tuple[Planned, ...]:
    """Return the chapters that a file of contents names.

    Args:
        content: the parsed file: a list `chapter` of tables with `name`, `heading` and `displays`, each of which is the
            name of a display or a table with its name under `display` and its options.

    Raises:
        InputError: there is no such display or option; the nearest is named.
    """
    return tuple(
        Planned(one["name"], one["heading"], tuple(_entry(asked) for asked in one["displays"]))
        for one in content["chapter"]
    )


@cache
def standard_chapters() -> tuple[Planned, ...]:
    """Return the chapters of every report whose study file says nothing else."""
    return planned(tomllib.loads(resources.read(CONTENTS)))


def _entry(asked: str | Mapping[str, Any]) -> Entry:
    if isinstance(asked, str):
        return entry(asked, {})
    return entry(asked["display"], {name: value for name, value in asked.items() if name != "display"})


def entry(name: str, options: Mapping[str, Any]) -> Entry:
    """Return a display with options.

    Raises:
        InputError: there is no such display or option, or an option has a value of another type; all at once.
    """
    display = display_named(name)
    try:
        return Entry(display, display.options(**options))
    except ValidationError as error:
        raise InputError([_problem(display, dict(one)) for one in error.errors()]) from None


def _problem(display: Display, error: Mapping[str, Any]) -> Problem:
    option, known = str(error["loc"][0]), list(display.options.model_fields)
    if error["type"] == "extra_forbidden":
        right = nearest(option, known) if known else "it has no options"
        return Problem(f"the display {display.name} has no option {option}", option, right)
    return Problem(f"the option {option} of the display {display.name} is {error['input']!r}", option, error["msg"])


#: What the displays of chapters gave: by the place of the chapter and the place of the display in it.
Gave = Mapping[tuple[int, int], Made]


def made_of_kind(context: Context, chapters: Sequence[Planned], *, figures: bool) -> Gave:
    """Return what the figures, or what the tables and listings of the chapters give."""
    return {
        (row, place): one.display.make(context, one.options)
        for row, plan in enumerate(chapters)
        for place, one in enumerate(plan.entries)
        if (one.display.kind == "figure") == figures
    }


def filled(chapters: Sequence[Planned], gave: Gave) -> tuple[Chapter, ...]:
    """Return the chapters that have something to show or to say."""
    whole = (
        _chapter(plan, [part for place in range(len(plan.entries)) for part in gave[row, place]])
        for row, plan in enumerate(chapters)
    )
    return tuple(chapter for chapter in whole if chapter.parts or chapter.sentences)


def _chapter(plan: Planned, parts: Iterable[Table | Figure | Absent]) -> Chapter:
    every = list(parts)
    return Chapter(
        plan.name,
        plan.heading,
        tuple(part for part in every if not isinstance(part, Absent)),
        tuple(dict.fromkeys(part.sentence for part in every if isinstance(part, Absent) and part.said)),
    )


def opened_by(chapters: Iterable[Planned]) -> tuple[Opened, ...]:
    """Return the kinds of records that the numbers of these chapters open, each once."""
    kinds = (kind for plan in chapters for one in plan.entries for kind in one.display.opens)
    return tuple({kind.name: kind for kind in kinds}.values())
