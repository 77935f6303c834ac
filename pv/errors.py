"""What can go wrong, each problem naming the file, record, column, value, rule and what would be right."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches

#: Of the names that are alike, so many are held against each other.
_LOOKED_AT = 10


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with an input.

    Attributes:
        message: what is wrong, in one sentence.
        place: the file, key, record or column where it is.
        expected: what would be right.
        at: the file and the line, by which the problems of a file are listed; line 0 where it is not known.
    """

    message: str
    place: str = ""
    expected: str = ""
    at: tuple[str, int] | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        """Return the problem on one line."""
        where = f"{self.place}: " if self.place else ""
        right = f" ({self.expected})" if self.expected else ""
        return f"{where}{self.message}{right}"


def in_order_of_lines(problems: Iterable[Problem], first: str = "") -> list[Problem]:
    """Return the problems of each file in the order of its lines, those of the file `first` before all others.

    What is on no line of its file comes after what is, what is in no such file at the end.
    """
    every = list(problems)
    files = list(dict.fromkeys([first, *(problem.at[0] for problem in every if problem.at)]))
    last = (len(files), False, 0)
    return sorted(
        every, key=lambda one: (files.index(one.at[0]), not one.at[1], one.at[1]) if one.at is not None else last
    )


class PvError(Exception):
    """The work cannot be done; `problems` lists every reason found."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        """Keep all problems; the text of the error has one a line."""
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class InputError(PvError):
    """An input file, column or value is not what it has to be."""


class SettingError(PvError):
    """The study file or an argument is not valid."""


class OutputError(PvError):
    """An output could not be written."""


class InTheWayError(OutputError):
    """A file stands where another is to be written, and is not this program's to remove."""


def require_docstrings(level: int = sys.flags.optimize) -> None:
    """Raise where Python runs without docstrings: the chart library fails without its own, and help has no text.

    Raises:
        SettingError: `level` of optimisation is 2.
    """
    if level > 1:
        message = "Python runs without docstrings (PYTHONOPTIMIZE=2 or -OO), which charts and help are built from"
        raise SettingError(Problem(message, expected="PYTHONOPTIMIZE=1 or less"))


def nearest(name: object, known: Iterable[str]) -> str:
    """Return 'did you mean X? known: A, B' for what is not among `known`: a name, or what was given in its place."""
    names = sorted(set(known))
    close = closest(str(name), names, alike=0.5)
    guess = f"did you mean {close!r}? " if close else ""
    return f"{guess}known: {', '.join(names)}" if names else "none is known"


def closest(name: str, known: Iterable[str], alike: float) -> str | None:
    """Return the one of `known` that a name is most like, in any case of the letters; None where none is.

    Args:
        name: what was written.
        known: what there is.
        alike: from 0 (anything) to 1 (the same letters), how much alike they must be.
    """
    folded = {other.casefold(): other for other in sorted(known)}
    close = get_close_matches(name.casefold(), folded, n=_LOOKED_AT, cutoff=alike)
    return folded[max(close, key=lambda other: _likeness(name.casefold(), other))] if close else None


def _likeness(name: str, other: str) -> tuple[float, float, str]:
    """Return how like a name is to another: by letters in order, then by all: two may have changed places."""
    match = SequenceMatcher(None, other, name)
    return match.ratio(), match.quick_ratio(), other


def as_given(name: object) -> str:
    """Return what was given in the place of a name, as a message begins with it: '' is written so."""
    return str(name) or "''"
