"""Every mistake of a study file and its data in one answer."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from pv.errors import InputError, Problem, PvError, SettingError

Result = TypeVar("Result")


class Mistakes:
    """What is wrong so far: one step that fails does not keep the others from being looked at."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        """Begin with the problems of the study file by itself."""
        self._problems = list(problems)
        self._of_settings = bool(self._problems)

    def of(self, step: Callable[[], Result]) -> Result | None:
        """Return what a step gives; None where it names problems, which are kept."""
        try:
            return step()
        except PvError as error:
            self._problems.extend(error.problems)
            self._of_settings |= isinstance(error, SettingError)
            return None

    def __bool__(self) -> bool:
        """Return whether anything is wrong."""
        return bool(self._problems)

    @property
    def error(self) -> PvError:
        """The error that names all of it: of the study file where any of it is, else of the data."""
        problems = dict.fromkeys(self._problems)
        return SettingError(problems) if self._of_settings else InputError(problems)
