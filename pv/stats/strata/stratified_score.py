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
        error = z * np.sqrt(np.sum(weight**2 * variance(common[..., None]), axis=-1))
        return balance(estimate - common, error)

    return bracketed_root(beyond, low, high)


def rate_bound(difference: FloatArray, weight: FloatArray, variance: Variance, z: FloatArray) -> FloatArray:
    """Return a rate difference far enough below the estimate to lie below the lower score limit."""
    estimate = np.sum(weight * difference, axis=-1)
    step = z * np.sqrt(np.sum(weight**2 * variance(estimate[..., None]), axis=-1))
    step = np.maximum(step, np.finfo(np.float64).tiny)
    for _ in range(100):
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
    low, high = np.maximum(-difference, 0.0), np.minimum(1.0 - difference, 1.0)

    def slope(risk2: FloatArray) -> FloatArray:
        # At an end of its range a risk is 0 or 1 exactly, which 1 - d + d is not always.
        risk1 = np.where(risk2 == high, np.minimum(1.0 + difference, 1.0), np.maximum(risk2 + difference, 0.0))
        gain = _ratio(x1, risk1) + _ratio(x2, risk2)
        return balance(gain, _ratio(n1 - x1, 1.0 - risk1) + _ratio(n2 - x2, 1.0 - risk2))

    low, high, _ = np.broadcast_arrays(low, high, x1)
    risk2 = bracketed_root(slope, low, high)
    return np.clip(risk2 + difference, 0.0, 1.0), risk2


def _ratio(count: FloatArray, risk: FloatArray) -> FloatArray:
    return np.where(count > 0, count / risk, 0.0)


def balance(gain: FloatArray, loss: FloatArray) -> FloatArray:
    """Return (gain - loss) / (gain + loss), which has the sign of the difference and no scale; -1 without a gain."""
    return np.where(
        gain == 0, -1.0, np.where(np.isinf(gain), 1.0, np.where(np.isinf(loss), -1.0, (gain - loss) / (gain + loss)))
    )


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
