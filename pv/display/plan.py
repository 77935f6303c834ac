"""Which chapters a report has, in which order, and which displays each of them: the standard ones, as a study wants."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pv import resources
from pv.display.catalogue import displays
from pv.display.entry import Entry, entry
from pv.errors import InputError, Problem, as_given, nearest
from pv.study.setting.contents_settings import AskedDisplay, ChapterPart, ContentsPart
from pv.study.setting.report_settings import ReportPart
from pv.toml.file import frozen
from pv.toml.lines import Written

#: Where the chapters of every report stand, written as `[[report.chapter]]` of a study file.
CONTENTS = "reports/contents.toml"
#: Those of a comparison with the previous data cut; the first of them is a chapter of reports that are made with one.
CHANGES = "reports/changes.toml"


@dataclass(frozen=True)
class Planned:
    """A chapter before its displays are made."""

    name: str
    heading: str
    entries: tuple[Entry, ...]


@cache
def standard_chapters() -> tuple[Planned, ...]:
    """Return the chapters of every report whose study file says nothing else."""
    return _chapters_of(CONTENTS)


@cache
def chapters_of_changes() -> tuple[Planned, ...]:
    """Return the chapters of a comparison with the previous data cut."""
    return _chapters_of(CHANGES)


def with_changes(chapters: Sequence[Planned]) -> tuple[Planned, ...]:
    """Return the chapters of a report with that of the changes since the previous data cut after the first."""
    return (*chapters[:1], chapters_of_changes()[0], *chapters[1:])


def _chapters_of(path: str) -> tuple[Planned, ...]:
    content = ContentsPart.model_validate(frozen(tomllib.loads(resources.read(path))))
    return tuple(Planned(part.name, str(part.heading), _entries(part)) for part in content.chapter)


def study_chapters(report: ReportPart, written: Written) -> tuple[Planned, ...]:
    """Return the chapters of a study's report.

    Args:
        report: what its study file says of the report.
        written: where its keys stand.
    """
    own = [
        Planned(part.name, part.heading or "", _entries(part, written, f"report.chapter[{place}]"))
        for place, part in enumerate(report.chapter, start=1)
    ]
    said = {plan.name: plan for plan in own}
    moved = {(one.display.name, one.options) for plan in own for one in plan.entries}
    standard = [_changed(plan, said.pop(plan.name, None), moved) for plan in standard_chapters()]
    left_out = set(report.leave_out_displays)
    return tuple(
        replace(plan, entries=tuple(one for one in plan.entries if one.display.name not in left_out))
        for plan in _in_order([*standard, *said.values()], report.chapter)
        if plan.name not in report.leave_out_chapters
    )


def _changed(plan: Planned, own: Planned | None, moved: AbstractSet[tuple[str, object]]) -> Planned:
    """Return a standard chapter with what the study says of it, and without the displays that it has elsewhere."""
    if own is not None and own.entries:
        return replace(own, heading=own.heading or plan.heading)
    left = tuple(one for one in plan.entries if (one.display.name, one.options) not in moved)
    return Planned(plan.name, (own and own.heading) or plan.heading, left)


def _in_order(plans: Sequence[Planned], parts: Sequence[ChapterPart]) -> Iterator[Planned]:
    """Yield the chapters, each that is to come before or after another one beside that."""
    placed = {part.name: part.place for part in parts if part.place}
    by_name = {plan.name: plan for plan in plans}

    def with_neighbours(name: str) -> Iterator[Planned]:
        for other in at(f"before {name}"):
            yield from with_neighbours(other)
        yield by_name[name]
        for other in at(f"after {name}"):
            yield from with_neighbours(other)

    def at(place: str) -> list[str]:
        return [name for name, there in placed.items() if there == place]

    for name in by_name:
        if name not in placed:
            yield from with_neighbours(name)


def _entries(part: ChapterPart, written: Written | None = None, key: str = "") -> tuple[Entry, ...]:
    every = [_entry(asked) for asked in part.displays]
    if written is None:
        return tuple(every)
    return tuple(
        replace(one, key=f"{key}.displays[{place}]", written=written) for place, one in enumerate(every, start=1)
    )


def _entry(asked: AskedDisplay) -> Entry:
    if isinstance(asked, str):
        return entry(asked, {})
    return entry(asked.display, asked.model_extra or {}, asked.title)


def asked_entry(chapters: Sequence[Planned], name: str, options: Mapping[str, Any]) -> Entry:
    """Return a display as the chapters have it, with its title and options, where these agree with what is asked.

    Args:
        chapters: of the report.
        name: of a display, or the title that the study file gives one.
        options: of the display; with a title those that are to be otherwise.

    Raises:
        InputError: there is no such display, title or option, or an option has a value of another type.
    """
    every = [one for plan in chapters for one in plan.entries]
    # Looked for in lists: what a caller without types gives for a name may have no hash.
    if name not in [*displays()]:
        titled = {one.title: one for one in reversed(every) if one.title is not None}
        if name not in [*titled]:
            raise InputError(Problem("there is no such display", as_given(name), nearest(name, [*displays(), *titled])))
        return titled[name].changed(options)
    asked = entry(name, options)
    return next((one for one in every if one.agrees(asked)), asked)
