"""The time that curves run over: how its axis is called and where it is marked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from math import ceil
from types import MappingProxyType

import altair as alt

_MOST_TICKS = 11
#: Unit -> how many of it are between ticks. Days: weeks, and four-week months and their multiples in long studies.
_STEPS: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {
        "days": (1, 2, 7, 14, 28, 56, 84, 168, 336, 672, 1344, 2688),
        "weeks": (1, 2, 4, 8, 12, 24, 52, 104),
        "months": (1, 2, 3, 6, 12, 24, 60),
        "years": (1, 2, 5, 10),
    }
)


def tick_times(last: float, unit: str = "days") -> list[int]:
    """Return the times to mark from 0 to the first mark at or after `last`, at most eleven of them."""
    most, end = _MOST_TICKS - 1, max(ceil(last), 1)
    step = next((step for step in _STEPS[unit] if end <= step * most), -(-end // most))
    return list(range(0, end + step, step))


@dataclass(frozen=True)
class TimeAxis:
    """The time that curves run over.

    Attributes:
        column: that has it.
        title: of the axis.
        named: what a tooltip calls it.
        ticks: what marks it from 0 to at least the last time.
        form: how a tooltip writes it; None as it is.
    """

    column: str
    title: str
    named: str
    ticks: Callable[[float], list[int]]
    form: str | None = None

    @property
    def tooltip(self) -> alt.Tooltip:
        """How a tooltip shows it."""
        said = alt.Tooltip(f"{self.column}:Q", title=self.named)
        return said if self.form is None else said.format(self.form)


DAYS = TimeAxis("day", "Days since first dose (first dose is day 1)", "Day", tick_times)


def axis_of(label: str, unit: str) -> TimeAxis:
    """Return the axis of the column `time`.

    Args:
        label: what the time is to.
        unit: days, weeks, months or years.
    """
    return TimeAxis("time", f"{label} ({unit})", unit.capitalize(), partial(tick_times, unit=unit), ".1f")
