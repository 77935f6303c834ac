"""Read the file of courses that a facts file names; every mistake in it is named with its row and column."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

from pv.errors import InputError, Problem, nearest
from pv.facts.course_model import CoursePart
from pv.facts.model import Facts
from pv.number_of import number_of
from pv.reconstruct.course.course import Course, End, Response

_FIXED = (
    "ARM",
    "RANDOMISED",
    "FIRST_DOSE",
    "DAYS",
    "ONGOING",
    "DEATH",
    "LAST_ALIVE",
    "RESPONSE",
    "CONFIRMED",
    "RESPONSE_DAY",
)
_RESPONSES = ("CR", "PR", "SD", "PD", "NE")
_YES_NO: Mapping[str, bool] = {"Y": True, "N": False}
T = TypeVar("T")


def read_courses(facts: Facts, folder: Path) -> tuple[Course, ...]:
    """Return the courses of the file that the facts name, none where they name none.

    Raises:
        InputError: the file is not there or not valid, or has another number of treated subjects than is published.
    """
    if facts.course is None:
        return ()
    path = folder / facts.course.file
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        right = "the file of courses; reconstruct --courses makes it where the facts have [course.search]"
        raise InputError(Problem(f"cannot be read: {error}", str(path), right)) from error
    rows = csv.DictReader(text.splitlines())
    wanted = columns(facts.course)
    missing = [name for name in wanted if name not in (rows.fieldnames or ())]
    if missing:
        raise InputError(Problem(f"has no column {name}", str(path), ", ".join(wanted)) for name in missing)
    made = [_Row(row, f"{path}, line {rows.line_num}") for row in rows]
    courses = [_course(row, facts.course) for row in made]
    problems = [problem for row in made for problem in row.problems]
    problems += list(_mistakes(facts, courses, str(path)))
    if problems:
        raise InputError(problems)
    return tuple(courses)


def columns(part: CoursePart) -> list[str]:
    """Return the columns of a file of courses."""
    ends = [name for one in part.endpoint for name in (one.parameter, f"{one.parameter}_END")]
    return [*_FIXED, *ends, *(one.name for one in part.variable)]


class _Row:
    """A row whose values are read one by one; what is wrong with one is kept."""

    def __init__(self, row: Mapping[str, str | None], place: str) -> None:
        self.row, self.place, self.problems = row, place, list[Problem]()

    def text(self, column: str) -> str:
        return (self.row.get(column) or "").strip()

    def value(self, column: str, read: Callable[[str], T], otherwise: T, right: str) -> T:
        try:
            return read(self.text(column))
        except (ValueError, KeyError):
            message = f"{column} is {self.text(column)!r}"
            self.problems.append(Problem(message, self.place, right))
            return otherwise

    def day(self, column: str) -> int:
        return self.value(column, _positive, 1, "a day of at least 1")

    def perhaps_day(self, column: str) -> int | None:
        return self.day(column) if self.text(column) else None

    def flag(self, column: str) -> bool:
        return self.value(column, _YES_NO.__getitem__, otherwise=False, right="Y or N")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def _one_of(text: str) -> str:
    if text not in _RESPONSES:
        raise ValueError
    return text


def _course(row: _Row, part: CoursePart) -> Course:
    first_dose = row.perhaps_day("FIRST_DOSE")
    return Course(
        arm=row.text("ARM"),
        randomised=row.value("RANDOMISED", date.fromisoformat, date.min, "a date, as 2019-05-31"),
        first_dose=first_dose,
        days=0 if first_dose is None else row.day("DAYS"),
        ongoing=row.flag("ONGOING"),
        death=row.perhaps_day("DEATH"),
        last_alive=row.day("LAST_ALIVE"),
        ends={one.parameter: End(row.day(one.parameter), row.text(f"{one.parameter}_END")) for one in part.endpoint},
        response=Response(
            row.value("RESPONSE", _one_of, "NE", f"one of {', '.join(_RESPONSES)}"),
            row.flag("CONFIRMED"),
            row.perhaps_day("RESPONSE_DAY"),
        ),
        variables={one.name: row.text(one.name) for one in part.variable},
    )


def _mistakes(facts: Facts, courses: list[Course], path: str) -> Iterator[Problem]:
    """Yield arms that there are not, other numbers of treated subjects, and dates that cannot be."""
    arms = [arm.name for arm in facts.arm]
    treated = Counter(course.arm for course in courses if course.first_dose is not None)
    for name in sorted({course.arm for course in courses} - set(arms)):
        yield Problem(f"{name!r} is not an arm", f"{path}, column ARM", nearest(name, arms))
    for figure in facts.published.figure:
        if figure.measure == "arm_size" and figure.count != treated[figure.arm]:
            message = f"{figure.arm} has {number_of(treated[figure.arm], 'treated subject')}"
            yield Problem(message, path, f"{figure.count}, by the figure {figure.id}")
    for line, course in enumerate(courses, start=2):
        for message in _impossible(course, facts):
            yield Problem(message, f"{path}, line {line}", "dates in order")


def _impossible(course: Course, facts: Facts) -> Iterator[str]:
    """Yield what cannot have happened in this order."""
    if course.death is not None and course.death != course.last_alive:
        yield f"died on day {course.death}, but the last day alive is {course.last_alive}"
    if course.first_dose is not None and course.first_dose + course.days - 1 > course.last_alive:
        last = course.first_dose + course.days - 1
        yield f"treated up to day {last}, but last known to be alive on day {course.last_alive}"
    if course.on(course.last_alive) > facts.study.cutoff_date:
        yield f"known to be alive on {course.on(course.last_alive)}, after the cut-off"
    for parameter, end in course.ends.items():
        if end.day > course.last_alive:
            yield f"{parameter} ends on day {end.day}, after the last day known, {course.last_alive}"
