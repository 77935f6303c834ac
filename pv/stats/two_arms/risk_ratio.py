"""Confidence interval for a ratio of two proportions, arm 1 over arm 2."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from pv.stats.interval import FloatArray, Interval, Limits, interval, normal_quantile
from pv.stats.root import Term, multiplier
from pv.stats.validate import binomial_arms, known_method

RatioLimits: TypeAlias = Callable[[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray], Limits]


def miettinen_nurminen(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, level: FloatArray) -> Limits:
    """Miettinen-Nurminen score limits of a risk ratio.

    The variance is that of the estimates restricted to the ratio tested, times N / (N - 1).

    Reference:
        Miettinen O, Nurminen M. Comparative analysis of two rates. Stat Med 1985;4:213-226.
    """
    total = n1 + n2
    return _score(x1, n1, x2, n2, normal_quantile(level) ** 2 * (total / (total - 1.0)))


def koopman(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, level: FloatArray) -> Limits:
    """Koopman score limits of a risk ratio, without the factor N / (N - 1).

    Reference:
        Koopman PAR. Confidence intervals for the ratio of two binomial proportions. Biometrics 1984;40:513-517.
    """
    return _score(x1, n1, x2, n2, normal_quantile(level) ** 2)


def katz_log(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, level: FloatArray) -> Limits:
    """Katz limits of a risk ratio, normal on the log scale; undefined where either arm has no events.

    Reference:
        Katz D, Baptista J, Azen SP, Pike MC. Obtaining confidence intervals for the risk ratio in cohort studies.
        Biometrics 1978;34:469-474.
    """
    error = np.sqrt((n1 - x1) / x1 / n1 + (n2 - x2) / x2 / n2)
    half = np.where((x1 > 0) & (x2 > 0), normal_quantile(level) * error, np.nan)
    ratio = (x1 / n1) / (x2 / n2)
    return Limits(ratio * np.exp(-half), ratio * np.exp(half))


RISK_RATIO_METHODS: Mapping[str, RatioLimits] = MappingProxyType(
    {"rr_miettinen_nurminen": miettinen_nurminen, "rr_koopman": koopman, "rr_katz_log": katz_log}
)


def risk_ratio(
    x1: ArrayLike,
    n1: ArrayLike,
    x2: ArrayLike,
    n2: ArrayLike,
    *,
    method: str = "rr_miettinen_nurminen",
    level: ArrayLike = 0.95,
) -> Interval:
    """Return the risk ratio (x1 / n1) / (x2 / n2) and its confidence limits.

    No events in arm 1: the estimate and the lower limit are 0. None in arm 2: no finite ratio is refuted from above,
    so the estimate and the upper limit are infinite. None in either: the estimate is NaN, 0 over 0, and the score
    limits are 0 and infinity, for the data speak against no ratio.

    Args:
        x1: subjects with the event in arm 1, whole numbers of 0 or more. All arguments broadcast.
        n1: subjects of arm 1, at least x1.
        x2: subjects with the event in arm 2.
        n2: subjects of arm 2, at least x2.
        method: a key of `RISK_RATIO_METHODS`, whose functions cite their sources.
        level: confidence level between 0 and 1.

    Returns:
        Estimate and limits, 0 to infinity. NaN where an arm has no subjects.

    Raises:
        ValueError: naming the argument and index of a value that is wrong, or the methods there are.

    Examples:
        10 of 100 against 5 of 100: 2; Katz: 2 exp(-+ 1.96 sqrt(1/10 - 1/100 + 1/5 - 1/100)) = 0.709 and 5.642.

        >>> from pv.stats import risk_ratio
        >>> found = risk_ratio(10, 100, 5, 100, method="rr_katz_log")
        >>> print(f"{found.estimate:.3f} ({found.lower:.3f}, {found.upper:.3f})")
        2.000 (0.709, 5.642)
    """
    limits = RISK_RATIO_METHODS[known_method(method, RISK_RATIO_METHODS)]
    a, m, b, n, levels = binomial_arms(x1, n1, x2, n2, level)
    with np.errstate(divide="ignore", invalid="ignore"):
        return interval((a / m) / (b / n), limits(a, m, b, n, levels), (m > 0) & (n > 0))


def _score(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, bound: FloatArray) -> Limits:
    return Limits(_score_lower(x1, n1, x2, n2, bound), 1.0 / _score_lower(x2, n2, x1, n1, bound))


def _score_lower(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, bound: FloatArray) -> FloatArray:
    """Return the ratio below the estimate at which the squared score statistic reaches `bound`.

    With the Lagrange multiplier a of the restricted likelihood, p1 = (x1 - a) / (n1 - a), p2 = (x2 + a) / (n2 + a),
    and the squared statistic is a^2 (y1 / (n1 (x1 - a)) + y2 / (n2 (x2 + a))), y being subjects without the event.
    With y1 = 0, p1 stays 1 until a = n1, where it becomes free and carries what is left of the bound.
    """
    y1, y2 = n1 - x1, n2 - x2
    a = np.minimum(multiplier([Term(y1 / n1, x1, -1), Term(y2 / n2, x2, +1)], bound), x1)
    left = np.where(y1 == 0, np.maximum(bound - a * a * y2 / (n2 * (x2 + a)), 0.0), 0.0)
    p1 = np.where(y1 == 0, n1 / (n1 + left), (x1 - a) / (y1 + (x1 - a)))
    return np.where(x1 == 0, 0.0, p1 * ((n2 + a) / (x2 + a)))
