"""The stages of a run: who wants to know hears of each, and how long each took is kept."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter


def _nobody(_stage: str) -> None:
    """Hear nothing."""


@dataclass
class Stages:
    """The seconds spent in each stage of one run.

    Attributes:
        listener: called with the name of a stage when it begins.
        seconds: name of a stage -> seconds, in the order in which they first began.
    """

    listener: Callable[[str], None] = _nobody
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time inside as the stage `name`; a stage may be entered several times."""
        self.listener(name)
        began = perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + perf_counter() - began
