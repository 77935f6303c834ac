"""A right-continuous step function over time with pointwise limits, and its values at chosen times."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from pv.stats.interval import FloatArray
from pv.stats.time_to_event.subject_times import IntArray, checked_times


class StepFunction(NamedTuple):
    """A curve that is constant between its times; every array has one entry per distinct observed time.

    Attributes:
        time: The distinct observed times, ascending, in the unit of the input.
        at_risk: Subjects under observation and event-free just before the time (their own time is at or after it).
        events: Subjects with the event of interest at the time.
        competing: Subjects with a competing event at the time.
        censored: Subjects censored at the time; they count as at risk for an event at the same time.
        estimate: Value of the curve from the time on (right-continuous).
        std_error: Standard error of the estimate.
        lower: Lower pointwise confidence limit.
        upper: Upper pointwise confidence limit.
        start: Value of the curve before the first time: 1 for survival, 0 for cumulative incidence.
    """

    time: FloatArray
    at_risk: IntArray
    events: IntArray
    competing: IntArray
    censored: IntArray
    estimate: FloatArray
    std_error: FloatArray
    lower: FloatArray
    upper: FloatArray
    start: float


class StepValues(NamedTuple):
    """Values of a step function at chosen times; every array has the shape of the times asked for.

    Attributes:
        time: The times asked for.
        at_risk: Subjects at risk just before the time, the row under a chart.
        events: Subjects with the event up to and including the time.
        competing: Subjects with a competing event up to and including the time.
        censored: Subjects censored up to and including the time.
        estimate: Value of the curve at the time.
        std_error: Its standard error.
        lower: Lower pointwise limit.
        upper: Upper pointwise limit.
    """

    time: FloatArray
    at_risk: IntArray
    events: IntArray
    competing: IntArray
    censored: IntArray
    estimate: FloatArray
    std_error: FloatArray
    lower: FloatArray
    upper: FloatArray


def values_at(curve: StepFunction, times: ArrayLike) -> StepValues:
    """Return the values, limits and numbers at risk of a curve at chosen times.

    After the last observed time the curve is unknown (NaN) unless every subject's event was seen, when it stays
    at its last value. Before the first observed time the estimate is ``curve.start`` with standard error 0 and
    limits NaN, as on every stretch without an event.

    Args:
        curve: The step function.
        times: Times at which to evaluate it, any shape, in the curve's unit, finite and at least 0.

    Returns:
        Values, limits and counts at the times, arrays of their shape.

    Raises:
        ValueError: For a time that is negative or not finite.

    Examples:
        At 2.5 one event and one censored subject lie behind; two subjects are still at risk and the curve is 3/4.

        >>> from pv.stats import kaplan_meier, values_at
        >>> at = values_at(kaplan_meier([1, 2, 3, 4], [1, 0, 1, 1]), 2.5)
        >>> float(at.estimate), int(at.at_risk), int(at.events), int(at.censored)
        (0.75, 2, 1, 1)
    """
    asked = checked_times("times", times)
    row = np.searchsorted(curve.time, asked, side="right")
    unknown = np.zeros(asked.shape, dtype=bool)
    if curve.time.size == 0:
        unknown |= True
    elif curve.censored[-1] > 0:
        unknown = asked > curve.time[-1]

    def value(steps: FloatArray, before: float) -> FloatArray:
        return np.where(unknown, np.nan, np.concatenate([[before], steps])[row])

    def total(counts: IntArray) -> IntArray:
        return np.concatenate([[0], np.cumsum(counts)])[row]

    return StepValues(
        time=asked,
        at_risk=np.append(curve.at_risk, 0)[np.searchsorted(curve.time, asked, side="left")],
        events=total(curve.events),
        competing=total(curve.competing),
        censored=total(curve.censored),
        estimate=value(curve.estimate, curve.start),
        std_error=value(curve.std_error, 0.0),
        lower=value(curve.lower, np.nan),
        upper=value(curve.upper, np.nan),
    )
