"""What is wrong in the chapters that a study file asks for: displays, options and chapters that there are not."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from pv.display.catalogue import displays
from pv.display.display import Display
from pv.display.entry import entry
from pv.display.option_values import VALUES
from pv.display.plan import standard_chapters
from pv.errors import Problem, nearest
from pv.study.setting.contents_settings import DisplayPart
from pv.study.setting.definition import DOOR, Definition
from pv.toml.door import Mistake
from pv.toml.problems import problem

#: Anchors of the page that no chapter can have.
_TAKEN = frozenset({"methods", "manifest", "content", "records", "subject", "chart-data", "record-data"})
_OWN_KEYS = frozenset(DisplayPart.model_fields)


def held_to_the_displays(study: Definition) -> Definition:
    """Return a study file with what is wrong in its chapters beside its other problems: one answer has all of it.

    The file is looked at as it is written, so that one mistake in a list keeps no other from being told.
    """
    report = study.content.parsed.get("report")
    if not isinstance(report, Mapping):
        return study
    written = study.content.written
    found = [*_of_displays(study, report), *(written.problem(why, key, right) for key, why, right in _others(report))]
    return replace(study, content=replace(study.content, problems=(*study.content.problems, *found)))


def _chapters(report: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the key of each [[report.chapter]] and what it says."""
    listed = report.get("chapter")
    for place, one in enumerate(listed if isinstance(listed, tuple) else (), start=1):
        if isinstance(one, Mapping):
            yield f"report.chapter[{place}]", one


def _asked(report: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield each display that a chapter names: its key, its name, its options."""
    for key, chapter in _chapters(report):
        listed = chapter.get("displays")
        for place, one in enumerate(listed if isinstance(listed, tuple) else (), start=1):
            at, table = f"{key}.displays[{place}]", one if isinstance(one, Mapping) else {"display": one}
            if isinstance(table.get("display"), str):
                options = {name: value for name, value in table.items() if name not in _OWN_KEYS}
                yield at, table["display"], options


def _of_displays(study: Definition, report: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield displays that there are not, options that they do not have, and a display that is there twice."""
    known, written, seen = displays(), study.content.written, set()
    for key, name, options in _asked(report):
        if name not in known:
            yield written.problem(f"{name!r} is not a display", key, nearest(name, known))
            continue
        wrong = list(_of_options(study, key, known[name], options))
        yield from wrong
        if wrong:
            continue
        same = entry(name, options)
        if same in seen:
            right = "another option, or once"
            yield written.problem(f"the display {name} occurs twice with the same options", key, right)
        seen.add(same)


def _of_options(study: Definition, key: str, display: Display, options: Mapping[str, Any]) -> Iterator[Problem]:
    location = tuple(_location(key))
    written, wrong = study.content.written, set[str]()
    try:
        display.options(**options)
    except ValidationError as error:
        for detail in error.errors():
            wrong.add(str(detail["loc"][0]))
            if detail["type"] == "extra_forbidden" and not display.options.model_fields:
                option = detail["loc"][0]
                yield written.problem(f"the display {display.name} has no options", f"{key}.{option}", "without it")
            else:
                yield problem({**detail, "loc": (*location, *detail["loc"])}, written, display.options, DOOR.what)
    for option in (name for name in display.options.model_fields if name in VALUES and name not in wrong):
        value, known = options.get(option), VALUES[option]
        if not isinstance(value, str) or study.content.doubt.of(*known.tables):
            continue
        if value not in (there := list(known.of(study.settings, options))):
            yield written.problem(known.wrong.format(value=value), f"{key}.{option}", nearest(value, there))


def _location(key: str) -> Iterator[int | str]:
    """Yield the parts of a key, as pydantic has them."""
    for part in key.split("."):
        name, _, place = part.partition("[")
        yield name
        if place:
            yield int(place.removesuffix("]")) - 1


def _others(report: Mapping[str, Any]) -> Iterator[Mistake]:
    """Yield what is wrong with chapters, and with what is left out."""
    standard = {plan.name for plan in standard_chapters()}
    own = [(key, chapter) for key, chapter in _chapters(report) if isinstance(chapter.get("name"), str)]
    names = {chapter["name"] for _, chapter in own}
    every = standard | names
    for name, times in Counter(chapter["name"] for _, chapter in own).items():
        if times > 1:
            yield "report.chapter", f"{name!r} occurs {times} times", "each name once"
    for key, chapter in own:
        yield from _of_chapter(key, chapter, standard, every)
    for key, name in _in_a_circle(own):
        yield key, f"the place of the chapter {name!r} depends on itself", "before or after another chapter"
    yield from _left_out(report, every)


def _of_chapter(key: str, chapter: Mapping[str, Any], standard: set[str], every: set[str]) -> Iterator[Mistake]:
    name = chapter["name"]
    if name in _TAKEN:
        yield f"{key}.name", f"{name!r} is another part of the page", "another name"
    lacking = [part for part in ("heading", "displays") if part not in chapter]
    if name not in standard and lacking:
        right = f"a chapter of the study's own has both; of the standard chapters, {nearest(name, standard)}"
        yield key, f"the chapter {name!r} has no {' and no '.join(lacking)}", right
    other = _beside(chapter)
    if other and other not in every:
        yield f"{key}.place", f"there is no chapter {other!r}", nearest(other, every)


def _beside(chapter: Mapping[str, Any]) -> str:
    """Return the chapter before or after which a chapter stands; '' without one."""
    place = chapter.get("place")
    where, _, other = place.partition(" ") if isinstance(place, str) else ("", "", "")
    return other if where in {"before", "after"} else ""


def _in_a_circle(own: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[tuple[str, str]]:
    """Yield the chapters whose place depends on their own."""
    beside = {chapter["name"]: _beside(chapter) for _, chapter in own}
    for key, chapter in own:
        other, passed = beside[chapter["name"]], set[str]()
        while other in beside and other not in passed:
            passed.add(other)
            other = beside[other]
        if chapter["name"] in passed:
            yield f"{key}.place", chapter["name"]


def _left_out(report: Mapping[str, Any], chapters: set[str]) -> Iterator[Mistake]:
    """Yield what is left out and is not there, or is asked for all the same."""
    asked = {name for _, name, _ in _asked(report)}
    own = {chapter.get("name") for _, chapter in _chapters(report)}
    for key, what, known, shown in (
        ("leave_out_chapters", "chapter", chapters, own),
        ("leave_out_displays", "display", set(displays()), asked),
    ):
        listed = report.get(key)
        for place, name in enumerate(listed if isinstance(listed, tuple) else (), start=1):
            at = f"report.{key}[{place}]"
            if isinstance(name, str) and name not in known:
                yield at, f"there is no {what} {name!r}", nearest(name, known)
            elif name in shown:
                yield at, f"the {what} {name} is requested in [[report.chapter]]", "one of the two"
