"""Confidence interval for one proportion."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincc, betainccinv, betaincinv, betaln, xlog1py, xlogy

from pv.stats.interval import FloatArray, Interval, Limits, interval, normal_quantile, tail
from pv.stats.validate import binomial_arm, known_method

ProportionLimits: TypeAlias = Callable[[FloatArray, FloatArray, FloatArray], Limits]


def clopper_pearson(x: FloatArray, n: FloatArray, level: FloatArray) -> Limits:
    """Clopper-Pearson exact limits of a proportion.

    Reference:
        Clopper CJ, Pearson ES. The use of confidence or fiducial limits illustrated in the case of the binomial.
        Biometrika 1934;26:404-413.
    """
    lower = betaincinv(np.maximum(x, 1.0), n - x + 1.0, tail(level))
    upper = upper_beta_quantile(x + 1.0, np.maximum(n - x, 1.0), tail(level))
    return Limits(np.where(x == 0, 0.0, lower), np.where(x == n, 1.0, upper))


def wilson(x: FloatArray, n: FloatArray, level: FloatArray) -> Limits:
    """Wilson score limits of a proportion.

    Reference:
        Wilson EB. Probable inference, the law of succession, and statistical inference.
        J Am Stat Assoc 1927;22:209-212.
    """
    return Limits(score_lower(x, n, normal_quantile(level)), score_upper(x, n, normal_quantile(level)))


def wilson_cc(x: FloatArray, n: FloatArray, level: FloatArray) -> Limits:
    """Wilson score limits of a proportion with continuity correction.

    Half a subject is always taken off and added. R's prop.test drops the correction at x = n/2, because it limits it
    by the distance from a null value of one half, which an interval does not have; elsewhere the two agree.

    Reference:
        Newcombe RG. Two-sided confidence intervals for the single proportion: comparison of seven methods.
        Stat Med 1998;17:857-872, method 4.
    """
    z = normal_quantile(level)
    lower = np.where(x == 0, 0.0, score_lower(np.maximum(x - 0.5, 0.0), n, z))
    return Limits(lower, np.where(x == n, 1.0, score_upper(np.minimum(x + 0.5, n), n, z)))


def agresti_coull(x: FloatArray, n: FloatArray, level: FloatArray) -> Limits:
    """Agresti-Coull limits of a proportion, kept within 0 and 1.

    Reference:
        Agresti A, Coull BA. Approximate is better than "exact" for interval estimation of binomial proportions.
        Am Stat 1998;52:119-126.
    """
    z = normal_quantile(level)
    return wald((x + z * z / 2), n + z * z, level)


def jeffreys(x: FloatArray, n: FloatArray, level: FloatArray) -> Limits:
    """Jeffreys limits of a proportion, 0 at no events and 1 at all.

    Reference:
        Brown LD, Cai TT, DasGupta A. Interval estimation for a binomial proportion. Stat Sci 2001;16:101-133.
    """
    lower = betaincinv(x + 0.5, n - x + 0.5, tail(level))
    upper = upper_beta_quantile(x + 0.5, n - x + 0.5, tail(level))
    return Limits(np.where(x == 0, 0.0, lower), np.where(x == n, 1.0, upper))


def wald(x: FloatArray, n: FloatArray, level: FloatArray) -> Limits:
    """Wald limits of a proportion, kept within 0 and 1; of no width at no events or all.

    Reference:
        Brown LD, Cai TT, DasGupta A. Interval estimation for a binomial proportion. Stat Sci 2001;16:101-133.
    """
    half = normal_quantile(level) * np.sqrt(x * (n - x) / n) / n
    return Limits(np.clip(x / n - half, 0.0, 1.0), np.clip(x / n + half, 0.0, 1.0))


PROPORTION_METHODS: Mapping[str, ProportionLimits] = MappingProxyType(
    {
        "clopper_pearson": clopper_pearson,
        "wilson": wilson,
        "wilson_cc": wilson_cc,
        "agresti_coull": agresti_coull,
        "jeffreys": jeffreys,
        "wald": wald,
    }
)


def proportion_interval(
    x: ArrayLike, n: ArrayLike, *, method: str = "clopper_pearson", level: ArrayLike = 0.95
) -> Interval:
    """Return the proportion x / n and its confidence limits.

    Args:
        x: subjects with the event, whole numbers of 0 or more.
        n: subjects, whole numbers of at least x. Arguments broadcast against each other.
        method: a key of `PROPORTION_METHODS`, whose functions cite their sources.
        level: confidence level between 0 and 1.

    Returns:
        Estimate and limits, between 0 and 1. NaN where n is 0: nobody to observe.

    Raises:
        ValueError: naming the argument and index of a value that is wrong, or the methods there are.

    Examples:
        Newcombe (Stat Med 1998;17:857-872, Table I) prints for 81 of 263 0.2527 to 0.3676 (exact) and 0.2553 to 0.3662
        (Wilson).

        >>> from pv.stats import proportion_interval
        >>> for method in ("clopper_pearson", "wilson"):
        ...     found = proportion_interval(81, 263, method=method)
        ...     print(f"{found.estimate:.4f} ({found.lower:.4f}, {found.upper:.4f})")
        0.3080 (0.2527, 0.3676)
        0.3080 (0.2553, 0.3662)
    """
    limits = PROPORTION_METHODS[known_method(method, PROPORTION_METHODS)]
    subjects, of, levels = binomial_arm(x, n, level)
    with np.errstate(divide="ignore", invalid="ignore"):
        return interval(subjects / of, limits(subjects, of, levels), of > 0)


def upper_beta_quantile(a: FloatArray, b: FloatArray, probability: FloatArray) -> FloatArray:
    """Return the value that a beta variable exceeds with a small probability, to full relative precision.

    scipy's betainccinv keeps 11 digits of a quantile of 1e-6 and 8 of one of 1e-9; one Newton step gives the rest.
    """
    rough = betainccinv(a, b, probability)
    density = np.exp(xlogy(a - 1.0, rough) + xlog1py(b - 1.0, -rough) - betaln(a, b))
    step = (betaincc(a, b, rough) - probability) / density
    return np.where(np.abs(step) < 1e-6 * rough, rough + step, rough)


def score_lower(x: FloatArray, n: FloatArray, z: FloatArray) -> FloatArray:
    """Return the lower Wilson limit for a normal quantile z: exactly 0 at x = 0, without cancellation near it."""
    return x * (x / n) / (x + z * z / 2 + z * np.sqrt(z * z / 4 + x * (n - x) / n))


def score_upper(x: FloatArray, n: FloatArray, z: FloatArray) -> FloatArray:
    """Return the upper Wilson limit for a normal quantile z: exactly 1 at x = n."""
    upper = (x + z * z / 2 + z * np.sqrt(z * z / 4 + x * (n - x) / n)) / (n + z * z)
    return np.where(x == n, 1.0, np.minimum(upper, 1.0))
