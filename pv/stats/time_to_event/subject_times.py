"""Subject-level times and what ended them: checked, and counted at each distinct time."""

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pv.stats.interval import FloatArray

IntArray: TypeAlias = NDArray[np.int64]


class RiskTable(NamedTuple):
    """Counts at each distinct observed time, ascending; every array has one entry per time.

    Attributes:
        time: The distinct times.
        at_risk: Subjects whose time is at or after it.
        events: Subjects ended by the cause of interest at the time.
        competing: Subjects ended by another cause at the time.
        censored: Subjects censored at the time.
    """

    time: FloatArray
    at_risk: IntArray
    events: IntArray
    competing: IntArray
    censored: IntArray


def risk_table(time: FloatArray, status: IntArray, cause: int = 1) -> RiskTable:
    """Return the counts at each distinct time; equal times are one row, so ties are exact."""
    distinct, row = np.unique(time, return_inverse=True)
    ended, events, censored = (
        np.bincount(row[chosen], minlength=distinct.size) for chosen in (slice(None), status == cause, status == 0)
    )
    return RiskTable(
        time=distinct,
        at_risk=time.size - np.cumsum(ended) + ended,
        events=events,
        competing=ended - events - censored,
        censored=censored,
    )


class GroupTable(NamedTuple):
    """Counts by group at each distinct time of an event of any cause; times by groups.

    Attributes:
        at_risk: Subjects of the group whose time is at or after it.
        events: Subjects of the group ended by the cause of interest.
        competing: Subjects of the group ended by another cause.
    """

    at_risk: FloatArray
    events: FloatArray
    competing: FloatArray


def group_table(time: FloatArray, status: IntArray, group: IntArray, groups: int, *, cause: int = 1) -> GroupTable:
    """Return the counts by group (coded 0, 1, ...) at each distinct event time."""
    distinct, row = np.unique(time, return_inverse=True)
    cell = row * groups + group
    ended, events, censored = (
        np.bincount(cell[chosen], minlength=distinct.size * groups).reshape(-1, groups).astype(np.float64)
        for chosen in (slice(None), status == cause, status == 0)
    )
    at_risk = np.cumsum(ended[::-1], axis=0)[::-1]
    competing = ended - events - censored
    kept = (events + competing).sum(axis=1) > 0
    return GroupTable(at_risk[kept], events[kept], competing[kept])


def checked_times(name: str, values: ArrayLike) -> FloatArray:
    """Return times as floats; ValueError names the first that is negative or not finite."""
    times = np.asarray(values, dtype=np.float64)
    refuse(~(np.isfinite(times) & (times >= 0)), name, times, "is not a time: it must be finite and 0 or more")
    return times


def checked_status(name: str, values: ArrayLike, *, largest: int | None = None) -> IntArray:
    """Return codes 0, 1, ... as integers; ValueError names the first that is not one of them."""
    codes = np.asarray(values, dtype=np.float64)
    wrong = ~np.isfinite(codes) | (codes < 0) | (codes != np.floor(codes))
    if largest is None:
        allowed = "0 (censored) or a cause 1, 2, ..."
    else:
        wrong |= codes > largest
        allowed = f"a whole number from 0 to {largest}"
    refuse(wrong, name, codes, f"is not {allowed}")
    return codes.astype(np.int64)


def checked_cause(cause: int) -> int:
    """Return the cause of interest; ValueError unless it is 1, 2, ..."""
    if cause < 1 or cause != int(cause):
        raise ValueError(f"cause = {cause} is not 1, 2, ...")
    return int(cause)


def refuse(wrong: NDArray[np.bool_], name: str, values: FloatArray, rule: str) -> None:
    """Raise ValueError for the first value that breaks the rule, naming argument, index and value."""
    if wrong.any():
        place = tuple(int(axis) for axis in np.argwhere(wrong)[0])
        index = f"[{', '.join(map(str, place))}]" if place else ""
        raise ValueError(f"{name}{index} = {values[place]:.17g} {rule}")


def same_length(**arrays: NDArray[np.generic]) -> None:
    """Raise ValueError naming the first array that is not one-dimensional and as long as the first of them."""
    (first, leader), *others = arrays.items()
    if leader.ndim != 1:
        raise ValueError(f"{first} has shape {leader.shape}: it must be one-dimensional")
    for name, array in others:
        if array.shape != leader.shape:
            raise ValueError(f"{name} has shape {array.shape}: it must be {leader.shape}, as {first} is")
