"""The median of a Kaplan-Meier curve with its log-log limits."""

import math

import numpy as np

from pv.reconstruct.search.arrays import Floats, Ints, Masks

_Z = 1.959963984540054
_LOG_LOG_HALF = math.log(math.log(2.0))
_EQUAL = 1e-9
#: Stands for a curve that is at 0, whose logarithm is none.
_NOBODY = 1e-12


def sort_again(order: Ints, day: Ints) -> None:
    """Sort subjects by day who were nearly so (insertion sort)."""
    for i in range(1, order.size):
        subject = order[i]
        last = day[subject]
        j = i - 1
        while j >= 0 and day[order[j]] > last:
            order[j + 1] = order[j]
            j -= 1
        order[j + 1] = subject


def median_limits(order: Ints, day: Ints, kind: Ints, counted: Masks, reverse: bool, out: Floats) -> float:
    """Put lower limit, median and upper limit into `out`, in days, infinite if not reached (Brookmeyer, Crowley 1982).

    Args:
        order: the subjects by day.
        day: the day on which each time ends.
        kind: how it ends, 0: censored.
        counted: who is in the curve.
        reverse: whether the censoring is the event.
        out: (6,) is written; the last three say how far beyond one half the limit, the curve, the other limit come, on
            the scale of log(-log).

    Returns:
        How often the curve is exactly one half, where programs differ on the median.
    """
    out[:3] = np.inf
    out[3:] = -np.inf
    at_risk = counted.sum()
    survival, variance, halves = 1.0, 0.0, 0.0
    i = 0
    while i < order.size and at_risk > 0:
        now = day[order[i]]
        events = 0
        leaving = 0
        while i < order.size and day[order[i]] == now:
            subject = order[i]
            if counted[subject]:
                leaving += 1
                events += (kind[subject] > 0) != reverse
            i += 1
        if events > 0:
            survival *= 1.0 - events / at_risk
            if at_risk > events:
                variance += events / (at_risk * (at_risk - events))
            halves += abs(survival - 0.5) < _EQUAL
            _reach(survival, variance, float(now), out)
        at_risk -= leaving
    return float(halves)


def _reach(survival: float, variance: float, now: float, out: Floats) -> None:
    """Note which of the three are at one half on a day, and how far beyond it they come."""
    scale = -np.log(max(survival, _NOBODY))
    half = _Z * np.sqrt(variance) / scale if survival > 0 else 0.0
    for k in range(3):
        beyond = np.log(scale) + (1 - k) * half - _LOG_LOG_HALF
        out[3 + k] = max(out[3 + k], beyond)
        if beyond >= -_EQUAL and np.isinf(out[k]):
            out[k] = now
