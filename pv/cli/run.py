"""How a run is done: what it may take and how its progress is shown, options that several commands share."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from pv.cli.options import imported
from pv.cli.progress import PROGRESS, progress
from pv.stages import Stages

if TYPE_CHECKING:
    from pv.api import Difference, Study

_MEMORY = click.option(
    "--memory",
    metavar="AMOUNT",
    help="Memory to use, such as 4GB; a study that cannot fit is refused before it is read."
    "  [default: three quarters of what the machine or container has]",
)
_SPILL = click.option(
    "--spill",
    type=click.Path(),
    metavar="FOLDER",
    help="Existing folder for temporary files, which hold what exceeds the memory."
    "  [default: the temporary folder of the system]",
)


@dataclass(frozen=True)
class Run:
    """How a run is done.

    Attributes:
        how: its progress is shown; None: as fits the error stream.
        memory: that it may take, as it was written; None: the default.
        spill: the folder for what is more; None: the default.
    """

    how: str | None
    memory: str | None
    spill: str | None

    def progress(self) -> AbstractContextManager[Stages]:
        """Give the stages of the run, shown as is asked."""
        return progress(self.how)

    def study(self, name: str, stages: Stages, **asked: object) -> "AbstractContextManager[Study]":
        """Return a study, read and checked, within what the run may take; what else is asked is for `pv.open_study`."""
        found: AbstractContextManager[Study] = imported(stages).open_study(
            name, stages=stages, memory=self.memory, spill=self.spill, **asked
        )
        return found

    def changes(self, old: "str | Study", new: "str | Study", stages: Stages) -> "Difference":
        """Return what differs between two data cuts, within what the run may take."""
        found: Difference = imported(stages).diff(old, new, stages=stages, memory=self.memory, spill=self.spill)
        return found

    @contextmanager
    def opened(self, name: str, **asked: object) -> "Iterator[Study]":
        """Give a study, its progress shown as is asked."""
        with self.progress() as stages, self.study(name, stages, **asked) as study:
            yield study


def with_run(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command with the options of a run, which it gets as `run`."""

    @wraps(command)
    def told(*arguments: Any, how: str | None, memory: str | None, spill: str | None, **options: Any) -> None:  # noqa: ANN401  # the command's own
        command(*arguments, run=Run(how, memory, spill), **options)

    return _MEMORY(_SPILL(PROGRESS(told)))
