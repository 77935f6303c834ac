"""Score limits of a difference common to all strata, after Miettinen and Nurminen.

The limit is the difference d at which the weighted sum of the strata's deviations, each stratum's estimate minus d,
reaches z times its standard error; the variance in each stratum is that of the estimates restricted to d. Strata are
the last axis.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from pv.stats.interval import FloatArray
from pv.stats.root import bracketed_root

#: Each stratum's variance at a difference, which has a last axis of one.
Variance: TypeAlias = Callable[[FloatArray], FloatArray]


def lower_limit(
    difference: FloatArray, weight: FloatArray, variance: Variance, z: FloatArray, lowest: FloatArray
) -> FloatArray:
    """Return the lower score limit, searched between `lowest` and the weighted mean difference.

    Args:
        difference: estimate in each stratum.
        weight: weight of each stratum, summing to 1.
        variance: each stratum's variance at a difference.
        z: normal quantile.
        lowest: a difference at or below the limit.
    """
    estimate = np.sum(weight * difference, axis=-1)
    low, high = np.broadcast_arrays(lowest, estimate)

    def beyond(common: FloatArray) -> FloatArray:
        error = np.sqrt(np.sum(weight**2 * variance(common[..., None]), axis=-1))
        return np.asarray(estimate - common - z * error)

    limit = bracketed_root(beyond, low, high)
    # Only a difference of -1 in every stratum leaves no room below: the limit is the end itself.
    return np.where(estimate <= lowest, lowest, limit)


def rate_bound(difference: FloatArray, weight: FloatArray, variance: Variance, z: FloatArray) -> FloatArray:
    """Return a rate difference far enough below the estimate to lie below the lower score limit."""
    estimate = np.sum(weight * difference, axis=-1)
    step = z * np.sqrt(np.sum(weight**2 * variance(estimate[..., None]), axis=-1))
    step = np.maximum(step, np.finfo(np.float64).tiny)
    for _ in range(2000):
        error = np.sqrt(np.sum(weight**2 * variance((estimate - step)[..., None]), axis=-1))
        short = step < z * error
        if not np.any(short):
            break
        # The error grows as the root of the step: going to the error itself at least closes half the way.
        step = np.where(short, 2.0 * z * error, step)
    return np.asarray(estimate - step)


def restricted_risks(
    x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, difference: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the risks of both arms that maximise the likelihood where they differ by `difference`."""
    # Either risk at both ends of its range; 1 - d + d would not always be 1.
    low1, low2 = np.maximum(difference, 0.0), np.maximum(-difference, 0.0)
    high1, high2 = np.minimum(1.0 + difference, 1.0), np.minimum(1.0 - difference, 1.0)

    def slope(risk2: FloatArray) -> FloatArray:
        risk1 = risk2 + difference
        return (x1 - n1 * risk1) * risk2 * (1.0 - risk2) + (x2 - n2 * risk2) * risk1 * (1.0 - risk1)

    # Where the likelihood falls from the low end, or rises to the high end, that end is the maximum.
    at_low = _derivative(x1, n1, low1) + _derivative(x2, n2, low2) <= 0
    at_high = _derivative(x1, n1, high1) + _derivative(x2, n2, high2) >= 0
    risk2 = bracketed_root(slope, np.where(at_high, high2, low2), np.where(at_low, low2, high2))
    return np.clip(risk2 + difference, 0.0, 1.0), risk2


def _derivative(x: FloatArray, n: FloatArray, risk: FloatArray) -> FloatArray:
    y = n - x
    return np.where(x > 0, x / risk, 0.0) - np.where(y > 0, y / (1.0 - risk), 0.0)


def restricted_rates(
    events1: FloatArray, time1: FloatArray, events2: FloatArray, time2: FloatArray, difference: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the rates of both arms that maximise the likelihood where they differ by `difference`."""
    total, gap = time1 + time2, np.abs(difference)
    events_of_lower = np.where(difference >= 0, events2, events1)
    centre = events1 + events2 - total * gap
    root = np.sqrt(centre * centre + 4.0 * total * events_of_lower * gap)
    # The positive root of a quadratic, by the form that does not subtract near equals.
    lower = np.where(centre >= 0, (centre + root) / (2.0 * total), 2.0 * events_of_lower * gap / (root - centre))
    return np.where(difference >= 0, lower + gap, lower), np.where(difference >= 0, lower, lower + gap)
