"""The chapters of a report: what the displays of each give, every table and figure with an anchor of its own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pv.display.context import Context
from pv.display.display import Absent, Made
from pv.display.explorer import Explorer
from pv.display.figure import Figure
from pv.display.opened import Opened
from pv.display.option_values import VALUES
from pv.display.plan import Planned
from pv.display.table import Table
from pv.errors import InputError, Problem, SettingError, in_order_of_lines


@dataclass(frozen=True)
class Chapter:
    """One chapter: its anchor, heading, parts in order, and the sentences for what it does not have."""

    name: str
    heading: str
    parts: tuple[Table | Figure | Explorer, ...]
    sentences: tuple[str, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables among the parts."""
        return tuple(part for part in self.parts if isinstance(part, Table))


#: What the displays of chapters gave: by the place of the chapter and the place of the display in it.
Gave = Mapping[tuple[int, int], Made]


def made_of_kind(context: Context, chapters: Sequence[Planned], *, figures: bool) -> Gave:
    """Return what the figures, or what the tables and listings of the chapters give.

    Raises:
        InputError: the data do not have the value of an option; every such option at once.
    """
    gave: dict[tuple[int, int], Made] = {}
    problems: list[Problem] = []
    taken = {plan.name for plan in chapters}
    for row, plan in enumerate(chapters):
        for place, one in enumerate(plan.entries):
            if (one.display.kind == "figure") == figures:
                try:
                    gave[row, place] = tuple(_anchored(one.made(context), taken))
                except InputError as error:
                    problems += error.problems
    if problems:
        raise InputError(problems)
    return gave


def held_to_the_data(context: Context, chapters: Sequence[Planned]) -> None:
    """Hold the options that the study file gives displays to the data, where these decide their values.

    Raises:
        SettingError: the data do not have the value of an option; all at once, each with its key and the nearest value.
    """
    problems: list[Problem] = []
    for one in (one for plan in chapters for one in plan.entries if one.key):
        if any(VALUES[name].measured(getattr(one.options, name)) for name in one.said & VALUES.keys()):
            try:
                one.made(context)
            except InputError as error:
                problems += error.problems
    if problems:
        raise SettingError(in_order_of_lines(problems))


def _anchored(parts: Made, taken: set[str]) -> Iterator[Table | Figure | Explorer | Absent]:
    """Yield the parts, each with an anchor that is not taken: a second copy of a display gets a number behind it."""
    for part in parts:
        if isinstance(part, Absent):
            yield part
            continue
        free, number = part, 1
        while free.anchor in taken:
            number += 1
            free = replace(part, name=f"{part.name}-{number}")
        taken.add(free.anchor)
        yield free


def filled(chapters: Sequence[Planned], gave: Gave) -> tuple[Chapter, ...]:
    """Return the chapters that have something to show or to say."""
    whole = (
        _chapter(plan, [part for place in range(len(plan.entries)) for part in gave[row, place]])
        for row, plan in enumerate(chapters)
    )
    return tuple(chapter for chapter in whole if chapter.parts or chapter.sentences)


def _chapter(plan: Planned, parts: Iterable[Table | Figure | Explorer | Absent]) -> Chapter:
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
