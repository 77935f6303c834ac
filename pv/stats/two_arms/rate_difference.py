"""Confidence interval for a difference of two rates, arm 1 minus arm 2."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaincinv

from pv.stats.interval import FloatArray, Interval, Limits, interval, normal_quantile
from pv.stats.one_arm.rate import garwood_exact
from pv.stats.root import Term, multiplier
from pv.stats.two_arms.rate_ratio import RateLimits
from pv.stats.two_arms.risk_difference import recovered
from pv.stats.validate import known_method, poisson_arms


def miettinen_nurminen(
    events1: FloatArray, time1: FloatArray, events2: FloatArray, time2: FloatArray, level: FloatArray
) -> Limits:
    """Miettinen-Nurminen score limits of a rate difference.

    Reference:
        Miettinen O, Nurminen M. Comparative analysis of two rates. Stat Med 1985;4:213-226.
    """
    bound = normal_quantile(level) ** 2
    lower = _score_lower(events1, time1, events2, time2, bound)
    return Limits(lower, -_score_lower(events2, time2, events1, time1, bound))


def mover_garwood(
    events1: FloatArray, time1: FloatArray, events2: FloatArray, time2: FloatArray, level: FloatArray
) -> Limits:
    """Limits of a rate difference recovered from the Garwood exact limits of both rates (MOVER).

    The distances of the limits are taken from each rate's Jeffreys posterior median, not from events / time: so does
    the published equal-tailed version (and ratesci), and the interval then lies centrally also for few events.

    Reference:
        Laud PJ. Equal-tailed confidence intervals for comparison of rates. Pharm Stat 2017;16:334-348.
    """
    limits1, limits2 = garwood_exact(events1, level), garwood_exact(events2, level)
    return recovered(
        gammaincinv(events1 + 0.5, 0.5) / time1,
        Limits(limits1.lower / time1, limits1.upper / time1),
        gammaincinv(events2 + 0.5, 0.5) / time2,
        Limits(limits2.lower / time2, limits2.upper / time2),
    )


def wald(events1: FloatArray, time1: FloatArray, events2: FloatArray, time2: FloatArray, level: FloatArray) -> Limits:
    """Wald limits of a rate difference; of no width where neither arm has events.

    Reference:
        Rothman KJ, Greenland S, Lash TL. Modern epidemiology, 3rd ed. Philadelphia: Lippincott; 2008, ch. 14.
    """
    half = normal_quantile(level) * np.hypot(np.sqrt(events1) / time1, np.sqrt(events2) / time2)
    difference = events1 / time1 - events2 / time2
    return Limits(difference - half, difference + half)


RATE_DIFFERENCE_METHODS: Mapping[str, RateLimits] = MappingProxyType(
    {"ird_miettinen_nurminen": miettinen_nurminen, "ird_mover_garwood": mover_garwood, "ird_wald": wald}
)


def rate_difference(
    events1: ArrayLike,
    time1: ArrayLike,
    events2: ArrayLike,
    time2: ArrayLike,
    *,
    method: str = "ird_miettinen_nurminen",
    level: ArrayLike = 0.95,
) -> Interval:
    """Return the rate difference events1 / time1 - events2 / time2 and its confidence limits.

    Args:
        events1: number of events in arm 1, whole numbers of 0 or more. All arguments broadcast.
        time1: person-time of arm 1, 0 or more.
        events2: number of events in arm 2.
        time2: person-time of arm 2, in the same unit.
        method: a key of `RATE_DIFFERENCE_METHODS`, whose functions cite their sources.
        level: confidence level between 0 and 1.

    Returns:
        Estimate and limits per one unit of person-time. NaN where an arm's person-time is 0.

    Raises:
        ValueError: naming the argument and index of a value that is wrong, or the methods there are.

    Examples:
        10 in 100 years against 5 in 100: 0.05; Wald: -+ 1.96 sqrt(10 / 100^2 + 5 / 100^2) = 0.0759.

        >>> from pv.stats import rate_difference
        >>> found = rate_difference(10, 100, 5, 100, method="ird_wald")
        >>> print(f"{found.estimate:.2f} ({found.lower:.4f}, {found.upper:.4f})")
        0.05 (-0.0259, 0.1259)
    """
    limits = RATE_DIFFERENCE_METHODS[known_method(method, RATE_DIFFERENCE_METHODS)]
    a, s, b, t, levels = poisson_arms(events1, time1, events2, time2, level)
    with np.errstate(all="ignore"):
        return interval(a / s - b / t, limits(a, s, b, t, levels), (s > 0) & (t > 0))


def _score_lower(
    events1: FloatArray, time1: FloatArray, events2: FloatArray, time2: FloatArray, bound: FloatArray
) -> FloatArray:
    """Return the difference below the estimate at which the squared score statistic reaches `bound`.

    With the Lagrange multiplier a, in units of time2, of the restricted likelihood the rates are events1 / (time1 +
    a time2) and events2 / (time2 (1 - a)), and the squared statistic is a^2 (events1 / (r (r + a)) +
    events2 / (1 - a)) with r = time1 / time2. Without events in arm 2 its rate stays 0 until a = 1, where it becomes
    free and carries what is left of the bound.
    """
    r, ones = time1 / time2, np.ones_like(time1)
    a = np.minimum(multiplier([Term(events1 / r, r, +1), Term(events2, ones, -1)], bound), 1.0)
    left = np.maximum(bound - a * a * (events1 / r) / (r + a), 0.0)
    free = np.where(a < 1.0, 0.0, left / time2)
    rate2 = np.where(events2 == 0, free, events2 / (time2 * (1.0 - a)))
    return events1 / (time2 * (r + a)) - rate2
