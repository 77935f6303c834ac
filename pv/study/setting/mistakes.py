"""Every mistake of a study file and of its data in one answer."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TypeVar

from pv.errors import InputError, Problem, PvError, SettingError, in_order_of_lines
from pv.study.setting.settings import Settings
from pv.toml.door import Content

Result = TypeVar("Result")

_NAME = re.compile(r"\w+")


class Mistakes:
    """What is wrong so far: one step that fails does not keep the others from being looked at."""

    def __init__(self, study_file: Content[Settings]) -> None:
        """Begin with the problems of the study file by itself."""
        self._problems = list(study_file.problems)
        self._study_file = study_file
        self._of_settings = bool(self._problems)

    def add(self, problems: Iterable[Problem]) -> None:
        """Keep problems of the data."""
        self._problems.extend(problems)

    def of(self, step: Callable[[], Result], unless: Collection[str] = ()) -> Result | None:
        """Return what a step gives; None where it names problems, which are kept.

        Args:
            step: what is done.
            unless: the variables in doubt: a problem that names one of them may be no more than what follows from that.
        """
        try:
            return step()
        except PvError as error:
            told = [one for one in error.problems if {*_NAME.findall(one.message)}.isdisjoint(unless)]
            self._problems.extend(told)
            self._of_settings |= isinstance(error, SettingError) and bool(told)
            return None

    def __bool__(self) -> bool:
        """Return whether anything is wrong."""
        return bool(self._problems)

    @property
    def error(self) -> PvError:
        """The error that names all of it, by file and line: of the study file where any of it is, else of the data."""
        told = dict.fromkeys(problem for found in self._problems for problem in self._told(found))
        problems = in_order_of_lines(told, first=self._study_file.written.source)
        return SettingError(problems) if self._of_settings else InputError(problems)

    def _told(self, problem: Problem) -> Iterator[Problem]:
        """Yield a problem; one of a key of the study file with the file and the line, if it is as it is written."""
        key = problem.place.removeprefix("key ")
        if key == problem.place:
            yield problem
        elif not self._study_file.doubt.touches(key):
            yield self._study_file.written.problem(problem.message, key, problem.expected)
