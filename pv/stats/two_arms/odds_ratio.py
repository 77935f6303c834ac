"""Confidence interval for an odds ratio, arm 1 over arm 2."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from pv.stats.interval import FloatArray, Interval, Limits, interval, normal_quantile
from pv.stats.root import Term, multiplier
from pv.stats.two_arms.fisher import conditional
from pv.stats.validate import binomial_arms, known_method

#: The methods differ in their estimate too.
OddsInterval: TypeAlias = Callable[[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray], Interval]


def miettinen_nurminen(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, level: FloatArray) -> Interval:
    """Miettinen-Nurminen score limits of an odds ratio.

    The variance is that of the estimates restricted to the ratio tested, times N / (N - 1).

    Reference:
        Miettinen O, Nurminen M. Comparative analysis of two rates. Stat Med 1985;4:213-226.
    """
    total = n1 + n2
    bound = normal_quantile(level) ** 2 * (total / (total - 1.0))
    lower, inverse = _score_lower(x1, n1, x2, n2, bound), _score_lower(x2, n2, x1, n1, bound)
    return Interval(_odds_ratio(x1, n1 - x1, x2, n2 - x2), lower, 1.0 / inverse)


def woolf(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, level: FloatArray) -> Interval:
    """Woolf limits of an odds ratio, normal on the log scale; undefined where a cell is 0.

    Reference:
        Woolf B. On estimating the relation between blood group and disease. Ann Hum Genet 1955;19:251-253.
    """
    cells = (x1, n1 - x1, x2, n2 - x2)
    defined = np.minimum.reduce(cells) > 0
    estimate = _odds_ratio(*cells)
    half = np.where(defined, normal_quantile(level) * np.sqrt(sum(1.0 / cell for cell in cells)), np.nan)
    return Interval(estimate, estimate * np.exp(-half), estimate * np.exp(half))


def woolf_haldane(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, level: FloatArray) -> Interval:
    """Woolf odds ratio and limits with 0.5 added to every cell (Haldane-Anscombe, Gart), always.

    Reference:
        Gart JJ. Alternative analyses of contingency tables. J R Stat Soc B 1966;28:164-179.
    """
    return woolf(x1 + 0.5, n1 + 1.0, x2 + 0.5, n2 + 1.0, level)


ODDS_RATIO_METHODS: Mapping[str, OddsInterval] = MappingProxyType(
    {
        "or_miettinen_nurminen": miettinen_nurminen,
        "or_woolf": woolf,
        "or_woolf_haldane": woolf_haldane,
        "fisher_exact": conditional,
    }
)


def odds_ratio(
    x1: ArrayLike,
    n1: ArrayLike,
    x2: ArrayLike,
    n2: ArrayLike,
    *,
    method: str = "or_miettinen_nurminen",
    level: ArrayLike = 0.95,
) -> Interval:
    """Return the odds ratio of the event and its confidence limits.

    A zero cell makes the estimate 0 or infinite, and with it the limit on that side: no odds ratio further out is
    refuted. No events at all, or only events: the estimate is NaN, and the limits of `or_miettinen_nurminen` and
    `fisher_exact` are 0 and infinity.

    Args:
        x1: subjects with the event in arm 1, whole numbers of 0 or more. All arguments broadcast.
        n1: subjects of arm 1, at least x1.
        x2: subjects with the event in arm 2.
        n2: subjects of arm 2, at least x2.
        method: a key of `ODDS_RATIO_METHODS`, whose functions cite their sources. `fisher_exact` gives the
            conditional estimate, `or_woolf_haldane` the one with 0.5 in every cell, the others the sample odds ratio.
        level: confidence level between 0 and 1.

    Returns:
        Estimate and limits, 0 to infinity. NaN where an arm has no subjects.

    Raises:
        ValueError: naming the argument and index of a value that is wrong, or the methods there are.

    Examples:
        10 of 100 against 5 of 100: 10 x 95 / (5 x 90) = 2.111; Woolf: times exp(-+ 1.96 sqrt(1/10 + 1/90 + 1/5 +
        1/95)).

        >>> from pv.stats import odds_ratio
        >>> found = odds_ratio(10, 100, 5, 100, method="or_woolf")
        >>> print(f"{found.estimate:.3f} ({found.lower:.3f}, {found.upper:.3f})")
        2.111 (0.695, 6.416)
    """
    found = ODDS_RATIO_METHODS[known_method(method, ODDS_RATIO_METHODS)]
    a, m, b, n, levels = binomial_arms(x1, n1, x2, n2, level)
    with np.errstate(divide="ignore", invalid="ignore"):
        estimate, lower, upper = found(a, m, b, n, levels)
        return interval(estimate, Limits(lower, upper), (m > 0) & (n > 0))


def _odds_ratio(x1: FloatArray, y1: FloatArray, x2: FloatArray, y2: FloatArray) -> FloatArray:
    return np.asarray((x1 * y2) / (y1 * x2))


def _score_lower(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, bound: FloatArray) -> FloatArray:
    """Return the odds ratio below the estimate at which the squared score statistic reaches `bound`.

    An odds ratio moves a subjects from event to none in arm 1 and back in arm 2, so the restricted estimates are
    (x1 - a) / n1 and (x2 + a) / n2, and the squared statistic is a^2 times the sum of the moved cells' reciprocals.
    """
    y1, y2, one = n1 - x1, n2 - x2, np.ones_like(x1)
    cells = [Term(one, x1, -1), Term(one, y1, +1), Term(one, x2, +1), Term(one, y2, -1)]
    a = multiplier(cells, bound)
    lower = (x1 - a) / (y1 + a) * ((y2 - a) / (x2 + a))
    return np.where((x1 == 0) | (y2 == 0), 0.0, lower)
