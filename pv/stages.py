"""The stages of a run: who wants to know hears how far each is, and how long each took is kept."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from time import perf_counter


@dataclass(frozen=True)
class Step:
    """How far a stage is.

    Attributes:
        stage: its name.
        done: how many of its parts (tables, mostly) are finished.
        total: how many parts it has; 1 where it is not divided.
        records: how many rows it has read or made.
        seconds: since it began.
    """

    stage: str
    done: int = 0
    total: int = 1
    records: int = 0
    seconds: float = 0.0


@dataclass
class Stages:
    """The stages of one run.

    Attributes:
        listener: called when a stage begins, after each of its parts, and when it has ended well; None: nobody hears.
        seconds: name of a stage -> seconds, in the order in which they first began.
    """

    listener: Callable[[Step], None] | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    #: How far the stages are that run now, the innermost last, and when each began.
    _running: list[tuple[Step, float]] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str, total: int = 1) -> Iterator[None]:
        """Count the time inside as the stage `name`; a stage may be entered several times, from 0 of `total` each time.

        Args:
            name: of the stage.
            total: how many parts it has, where `advance` is called after each; 1 for a stage that is not divided.
        """
        began = perf_counter()
        self._running.append((Step(name, total=max(total, 1)), began))
        self._tell()
        try:
            yield
            step, _ = self._running[-1]
            self._running[-1] = (replace(step, done=step.total), began)
            self._tell()
        finally:
            self._running.pop()
            self.seconds[name] = self.seconds.get(name, 0.0) + perf_counter() - began

    def advance(self, records: int = 0) -> None:
        """Say that a part of the stage that runs is finished, in which so many records were read or made."""
        if not self._running:
            return
        step, began = self._running[-1]
        done = min(step.done + 1, step.total) if step.total > 1 else 0
        self._running[-1] = (replace(step, done=done, records=step.records + records), began)
        self._tell()

    def _tell(self) -> None:
        if self.listener is not None:
            step, began = self._running[-1]
            self.listener(replace(step, seconds=perf_counter() - began))
