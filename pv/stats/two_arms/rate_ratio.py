"""Confidence interval for a ratio of two rates, arm 1 over arm 2, and the tests of equal rates."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv

from pv.stats.interval import FloatArray, Interval, Limits, interval, normal_quantile, tail
from pv.stats.one_arm.proportion import score_lower, upper_beta_quantile
from pv.stats.validate import known_method, poisson_arms

#: Limits from events and person-time of both arms.
RateLimits: TypeAlias = Callable[[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray], Limits]


def exact_conditional(
    events1: FloatArray, time1: FloatArray, events2: FloatArray, time2: FloatArray, level: FloatArray
) -> Limits:
    """Exact conditional limits of a rate ratio: Clopper-Pearson given all events; p by minimum likelihood.

    Reference:
        Lehmann EL. Testing statistical hypotheses. New York: Wiley; 1959. Clopper CJ, Pearson ES.
        Biometrika 1934;26:404-413.
    """
    x1, x2, probability = np.maximum(events1, 1.0), np.maximum(events2, 1.0), tail(level)
    # Odds from a probability and its complement, each found directly: 1 - p would lose its digits near p = 1.
    lower = betaincinv(x1, events2 + 1.0, probability) / upper_beta_quantile(events2 + 1.0, x1, probability)
    upper = upper_beta_quantile(events1 + 1.0, x2, probability) / betaincinv(x2, events1 + 1.0, probability)
    scale = time2 / time1
    return Limits(np.where(events1 == 0, 0.0, lower * scale), np.where(events2 == 0, np.inf, upper * scale))


def exact_central(
    events1: FloatArray, time1: FloatArray, events2: FloatArray, time2: FloatArray, level: FloatArray
) -> Limits:
    """Exact central limits of a rate ratio: Clopper-Pearson given all events; p twice the smaller tail.

    Reference:
        Fay MP. Two-sided exact tests and matching confidence intervals for discrete data. R J 2010;2(1):53-58.
    """
    return exact_conditional(events1, time1, events2, time2, level)


def score(events1: FloatArray, time1: FloatArray, events2: FloatArray, time2: FloatArray, level: FloatArray) -> Limits:
    """Score limits of a rate ratio: the Wilson limits of arm 1's share of all events, as odds.

    Reference:
        Miettinen O, Nurminen M. Comparative analysis of two rates. Stat Med 1985;4:213-226.
    """
    lower = _score_lower(events1, time1, events2, time2, level)
    return Limits(lower, 1.0 / _score_lower(events2, time2, events1, time1, level))


def wald_log(
    events1: FloatArray, time1: FloatArray, events2: FloatArray, time2: FloatArray, level: FloatArray
) -> Limits:
    """Limits of a rate ratio, normal on the log scale; undefined where either arm has no events.

    Reference:
        Rothman KJ, Greenland S, Lash TL. Modern epidemiology, 3rd ed. Philadelphia: Lippincott; 2008, ch. 14.
    """
    error = np.sqrt(1.0 / events1 + 1.0 / events2)
    half = np.where((events1 > 0) & (events2 > 0), normal_quantile(level) * error, np.nan)
    ratio = (events1 / time1) / (events2 / time2)
    return Limits(ratio * np.exp(-half), ratio * np.exp(half))


RATE_RATIO_METHODS: Mapping[str, RateLimits] = MappingProxyType(
    {
        "irr_exact_conditional": exact_conditional,
        "irr_exact_central": exact_central,
        "irr_score": score,
        "irr_wald_log": wald_log,
    }
)


def rate_ratio(
    events1: ArrayLike,
    time1: ArrayLike,
    events2: ArrayLike,
    time2: ArrayLike,
    *,
    method: str = "irr_exact_conditional",
    level: ArrayLike = 0.95,
) -> Interval:
    """Return the rate ratio (events1 / time1) / (events2 / time2) and its confidence limits.

    No events in arm 1: the estimate and the lower limit are 0. None in arm 2: no finite ratio is refuted from above,
    so the estimate and the upper limit are infinite. None in either: the estimate is NaN, 0 over 0, and the limits
    other than `irr_wald_log` are 0 and infinity, for the data speak against no ratio.

    Args:
        events1: number of events in arm 1, whole numbers of 0 or more. All arguments broadcast.
        time1: person-time of arm 1, 0 or more.
        events2: number of events in arm 2.
        time2: person-time of arm 2, in the same unit.
        method: a key of `RATE_RATIO_METHODS`, whose functions cite their sources.
        level: confidence level between 0 and 1.

    Returns:
        Estimate and limits, 0 to infinity. NaN where an arm's person-time is 0.

    Raises:
        ValueError: naming the argument and index of a value that is wrong, or the methods there are.

    Examples:
        10 in 100 years against 5 in 100: 2; Wald: 2 exp(-+ 1.96 sqrt(1/10 + 1/5)) = 0.684 and 5.851.

        >>> from pv.stats import rate_ratio
        >>> found = rate_ratio(10, 100, 5, 100, method="irr_wald_log")
        >>> print(f"{found.estimate:.3f} ({found.lower:.3f}, {found.upper:.3f})")
        2.000 (0.684, 5.851)
    """
    limits = RATE_RATIO_METHODS[known_method(method, RATE_RATIO_METHODS)]
    a, s, b, t, levels = poisson_arms(events1, time1, events2, time2, level)
    with np.errstate(all="ignore"):
        return interval((a / s) / (b / t), limits(a, s, b, t, levels), (s > 0) & (t > 0))


def _score_lower(
    events1: FloatArray, time1: FloatArray, events2: FloatArray, time2: FloatArray, level: FloatArray
) -> FloatArray:
    z, total = normal_quantile(level), events1 + events2
    upper_rest = (events2 + z * z / 2 + z * np.sqrt(z * z / 4 + events1 * events2 / total)) / (total + z * z)
    return np.where(events1 == 0, 0.0, score_lower(events1, total, z) / upper_rest * (time2 / time1))
