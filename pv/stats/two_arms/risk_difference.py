"""Confidence interval for a difference of two proportions, arm 1 minus arm 2, and its score test."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from pv.stats.interval import FloatArray, Interval, Limits, interval, normal_quantile
from pv.stats.one_arm.proportion import wilson, wilson_cc
from pv.stats.two_arms.risk_difference_score import score_lower
from pv.stats.validate import binomial_arms, binomial_counts, known_method

DifferenceLimits: TypeAlias = Callable[[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray], Limits]


def miettinen_nurminen(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, level: FloatArray) -> Limits:
    """Miettinen-Nurminen score limits of a risk difference.

    The variance is that of the estimates restricted to the difference tested, times N / (N - 1).

    Reference:
        Miettinen O, Nurminen M. Comparative analysis of two rates. Stat Med 1985;4:213-226.
    """
    total = n1 + n2
    return _score(x1, n1, x2, n2, normal_quantile(level) ** 2 * (total / (total - 1.0)))


def mee(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, level: FloatArray) -> Limits:
    """Mee score limits of a risk difference, without the factor N / (N - 1).

    Reference:
        Mee RW. Confidence bounds for the difference between two probabilities. Biometrics 1984;40:1175-1176.
    """
    return _score(x1, n1, x2, n2, normal_quantile(level) ** 2)


def newcombe(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, level: FloatArray) -> Limits:
    """Newcombe hybrid score limits of a risk difference.

    Reference:
        Newcombe RG. Interval estimation for the difference between independent proportions: comparison of eleven
        methods. Stat Med 1998;17:873-890, method 10.
    """
    return recovered(x1 / n1, wilson(x1, n1, level), x2 / n2, wilson(x2, n2, level))


def newcombe_cc(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, level: FloatArray) -> Limits:
    """Newcombe hybrid score limits of a risk difference with continuity correction.

    Reference:
        Newcombe RG. Interval estimation for the difference between independent proportions: comparison of eleven
        methods. Stat Med 1998;17:873-890, method 11.
    """
    return recovered(x1 / n1, wilson_cc(x1, n1, level), x2 / n2, wilson_cc(x2, n2, level))


def agresti_caffo(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, level: FloatArray) -> Limits:
    """Agresti-Caffo limits of a risk difference.

    One event and one non-event are added to each arm; limits are centred on the difference so adjusted, which is not
    the estimate, and may lie outside -1 and 1 or leave an estimate at the edge outside.

    Reference:
        Agresti A, Caffo B. Simple and effective confidence intervals for proportions and differences of proportions
        result from adding two successes and two failures. Am Stat 2000;54:280-288.
    """
    p1, p2 = (x1 + 1.0) / (n1 + 2.0), (x2 + 1.0) / (n2 + 2.0)
    error = np.sqrt(p1 * (1.0 - p1) / (n1 + 2.0) + p2 * (1.0 - p2) / (n2 + 2.0))
    half = normal_quantile(level) * error
    return Limits(p1 - p2 - half, p1 - p2 + half)


def hauck_anderson(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, level: FloatArray) -> Limits:
    """Hauck-Anderson limits of a risk difference, kept within -1 and 1; undefined where an arm has one subject.

    Reference:
        Hauck WW, Anderson S. A comparison of large-sample confidence interval methods for the difference of two
        binomial probabilities. Am Stat 1986;40:318-322.
    """
    variance = x1 * (n1 - x1) / (n1 * n1) / (n1 - 1.0) + x2 * (n2 - x2) / (n2 * n2) / (n2 - 1.0)
    half = normal_quantile(level) * np.sqrt(variance) + 0.5 / np.minimum(n1, n2)
    return _around(x1 / n1 - x2 / n2, half)


def wald(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, level: FloatArray) -> Limits:
    """Wald limits of a risk difference, kept within -1 and 1; of no width where both arms have no events or all.

    Reference:
        Newcombe RG. Interval estimation for the difference between independent proportions: comparison of eleven
        methods. Stat Med 1998;17:873-890, method 1.
    """
    return _around(x1 / n1 - x2 / n2, _wald_half(x1, n1, x2, n2, level))


def wald_cc(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, level: FloatArray) -> Limits:
    """Wald limits of a risk difference with Yates' continuity correction, kept within -1 and 1.

    Reference:
        Newcombe RG. Interval estimation for the difference between independent proportions: comparison of eleven
        methods. Stat Med 1998;17:873-890, method 2.
    """
    half = _wald_half(x1, n1, x2, n2, level) + (1.0 / n1 + 1.0 / n2) / 2.0
    return _around(x1 / n1 - x2 / n2, half)


RISK_DIFFERENCE_METHODS: Mapping[str, DifferenceLimits] = MappingProxyType(
    {
        "rd_miettinen_nurminen": miettinen_nurminen,
        "rd_mee": mee,
        "rd_newcombe": newcombe,
        "rd_newcombe_cc": newcombe_cc,
        "rd_agresti_caffo": agresti_caffo,
        "rd_hauck_anderson": hauck_anderson,
        "rd_wald": wald,
        "rd_wald_cc": wald_cc,
    }
)


def risk_difference(
    x1: ArrayLike,
    n1: ArrayLike,
    x2: ArrayLike,
    n2: ArrayLike,
    *,
    method: str = "rd_miettinen_nurminen",
    level: ArrayLike = 0.95,
) -> Interval:
    """Return the risk difference x1 / n1 - x2 / n2 and its confidence limits.

    Args:
        x1: subjects with the event in arm 1, whole numbers of 0 or more. All arguments broadcast.
        n1: subjects of arm 1, at least x1.
        x2: subjects with the event in arm 2.
        n2: subjects of arm 2, at least x2.
        method: a key of `RISK_DIFFERENCE_METHODS`, whose functions cite their sources.
        level: confidence level between 0 and 1.

    Returns:
        Estimate and limits. NaN where an arm has no subjects.

    Raises:
        ValueError: naming the argument and index of a value that is wrong, or the methods there are.

    Examples:
        Newcombe (Stat Med 1998;17:873-890, Table II) prints for 56/70 - 48/80 0.0528 to 0.3382 (Miettinen-Nurminen) and
        0.0524 to 0.3339 (his method 10).

        >>> from pv.stats import risk_difference
        >>> for method in ("rd_miettinen_nurminen", "rd_newcombe"):
        ...     found = risk_difference(56, 70, 48, 80, method=method)
        ...     print(f"{found.estimate:.4f} ({found.lower:.4f}, {found.upper:.4f})")
        0.2000 (0.0528, 0.3382)
        0.2000 (0.0524, 0.3339)
    """
    limits = RISK_DIFFERENCE_METHODS[known_method(method, RISK_DIFFERENCE_METHODS)]
    a, m, b, n, levels = binomial_arms(x1, n1, x2, n2, level)
    with np.errstate(divide="ignore", invalid="ignore"):
        return interval(a / m - b / n, limits(a, m, b, n, levels), (m > 0) & (n > 0))


def risk_difference_test(x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike) -> FloatArray:
    """Two-sided p-value of the Miettinen-Nurminen score test that the risks are equal.

    It is below 1 - level exactly where the interval of that level leaves out 0. With no events in either arm, or all
    subjects with the event, the statistic's limit is 0 and p is 1. NaN where an arm has no subjects.

    Args:
        x1: subjects with the event in arm 1. Arguments broadcast.
        n1: subjects of arm 1.
        x2: subjects with the event in arm 2.
        n2: subjects of arm 2.

    Returns:
        A p-value for each table, of the arguments' common shape.

    Raises:
        ValueError: naming the argument and index of a value that is wrong.

    Reference:
        Miettinen O, Nurminen M. Comparative analysis of two rates. Stat Med 1985;4:213-226.

    Examples:
        5 of 10 against 1 of 10: (0.5 - 0.1) / sqrt(6 x 14 / (20 x 19) x (1/10 + 1/10)) = 1.9024, two-sided 0.0571.

        >>> from pv.stats import risk_difference_test
        >>> print(f"{risk_difference_test(5, 10, 1, 10):.4f}")
        0.0571
    """
    a, m, b, n = binomial_counts(x1, n1, x2, n2)
    events, total = a + b, np.where((m > 0) & (n > 0), m + n, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = events * (total - events) / (total * (total - 1.0)) * (1.0 / m + 1.0 / n)
        z = np.where(variance == 0, 0.0, (a / m - b / n) / np.sqrt(variance))
    return np.asarray(2.0 * ndtr(-np.abs(z)))


def recovered(p1: FloatArray, limits1: Limits, p2: FloatArray, limits2: Limits) -> Limits:
    """Return limits of a difference from the limits of its two parts, recovering the variance on either side."""
    lower = p1 - p2 - np.hypot(p1 - limits1.lower, limits2.upper - p2)
    return Limits(lower, p1 - p2 + np.hypot(limits1.upper - p1, p2 - limits2.lower))


def _score(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, bound: FloatArray) -> Limits:
    return Limits(score_lower(x1, n1, x2, n2, bound), -score_lower(x2, n2, x1, n1, bound))


def _wald_half(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, level: FloatArray) -> FloatArray:
    return normal_quantile(level) * np.sqrt(x1 * (n1 - x1) / n1**3 + x2 * (n2 - x2) / n2**3)


def _around(centre: FloatArray, half: FloatArray) -> Limits:
    return Limits(np.maximum(centre - half, -1.0), np.minimum(centre + half, 1.0))
