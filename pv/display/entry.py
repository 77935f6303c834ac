"""A display with its options and its title, as a chapter has it or a command asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, get_args

from pydantic import ValidationError

from pv.display.catalogue import display_named
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.explorer import Explorer
from pv.display.figure import Figure
from pv.display.known import WrongValueError
from pv.display.table import Table
from pv.errors import InputError, Problem, as_given, nearest
from pv.toml.lines import Written
from pv.toml.problems import right_of


@dataclass(frozen=True)
class Entry:
    """A display as it is asked for.

    Attributes:
        display: the display.
        options: its options.
        title: what it is called in this report; None for its own titles.
        key: the key of the study file that asks for it; '' where none does.
        written: that file.
    """

    display: Display
    options: Options
    title: str | None = None
    key: str = ""
    written: Written = field(default=Written(""), compare=False)

    @property
    def heading(self) -> str:
        """What it is called."""
        return self.title or self.display.title

    def agrees(self, other: "Entry") -> bool:
        """Return whether it has the display of another entry and the options that are said of that."""
        said = (getattr(self.options, name, None) == value for name, value in other.options if name in other.said)
        return self.display is other.display and all(said)

    @property
    def said(self) -> frozenset[str]:
        """The options that are not left to their defaults."""
        return frozenset(self.options.model_fields_set)

    def changed(self, options: Mapping[str, Any]) -> "Entry":
        """Return it with some options otherwise.

        Raises:
            InputError: there is no such option, or it has a value of another type; all at once.
        """
        said = {name: getattr(self.options, name) for name in self.said}
        return replace(self, options=entry(self.display.name, {**said, **options}).options)

    def made(self, context: Context) -> Made:
        """Return what it gives.

        Raises:
            InputError: the data do not have the value of an option; the nearest is named.
        """
        try:
            parts = self.display.make(context, self.options)
        except WrongValueError as error:
            raise InputError([self._placed(problem, error) for problem in error.problems]) from error
        return parts if self.title is None else _titled(parts, self.title)

    def _placed(self, problem: Problem, wrong: WrongValueError) -> Problem:
        """Return a problem of an option with the place in the study file, where it stands there."""
        if not self.key:
            return problem
        message = f"{problem.message} {wrong.asked!r}"
        return self.written.problem(message, f"{self.key}.{wrong.option}", problem.expected)


def _titled(parts: Made, title: str) -> Made:
    """Return parts with another title; of several it comes before the title of each."""
    several = sum(not isinstance(part, Absent) for part in parts) > 1
    return tuple(part if isinstance(part, Absent) else _renamed(part, title, several=several) for part in parts)


def _renamed(part: Table | Figure | Explorer, title: str, *, several: bool) -> Table | Figure | Explorer:
    return replace(part, title=f"{title}: {part.title}" if several else title)


def entry(name: str, options: Mapping[str, Any], title: str | None = None) -> Entry:
    """Return a display with options.

    Raises:
        InputError: there is no such display or option, or an option has a value of another type; all at once.
    """
    display = display_named(name)
    try:
        return Entry(display, display.options(**options), title)
    except ValidationError as error:
        raise InputError([_problem(display, dict(one)) for one in error.errors()]) from None


def _problem(display: Display, error: Mapping[str, Any]) -> Problem:
    option, known = str(error["loc"][0]), list(display.options.model_fields)
    if error["type"] == "extra_forbidden":
        right = nearest(option, known) if known else "it has no options"
        return Problem(f"the display {display.name} has no option {option}", option, right)
    if error["type"] == "literal_error":
        allowed = get_args(display.options.model_fields[option].annotation)
        return Problem(f"there is no such {option}", as_given(error["input"]), nearest(str(error["input"]), allowed))
    return Problem(f"the option {option} of the display {display.name} is {error['input']!r}", option, right_of(error))
