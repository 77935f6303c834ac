"""Limits of a proportion by a second route: exact ones by summing in whole numbers, score ones by halving."""

import numpy as np
from scipy.special import betainc

from pv.verify.statistic.binomial import exact_lower, exact_upper
from pv.verify.statistic.edge import Floats, Truths, edge
from pv.verify.statistic.normal import quantile

#: What is added to a count, or taken off it, by the continuity correction.
HALF = 0.5


def proportion(x: Floats, n: Floats, method: str, level: float) -> tuple[Floats, Floats]:
    """Return the limits of x of n, between 0 and 1.

    Raises:
        KeyError: the method has no second route here.
    """
    return _METHODS[method](x, n, level)


def _exact(x: Floats, n: Floats, level: float) -> tuple[Floats, Floats]:
    tail, pairs = (1 - level) / 2, [*zip(x.astype(int).tolist(), n.astype(int).tolist(), strict=True)]
    lower = [exact_lower(count, of, tail) for count, of in pairs]
    return np.array(lower), np.array([exact_upper(count, of, tail) for count, of in pairs])


def wilson(x: Floats, n: Floats, level: float) -> tuple[Floats, Floats]:
    """Return the score limits: the proportions from which the one observed is just as far as the normal quantile."""
    z, observed = quantile(level), x / n

    def near(p: Floats) -> Truths:
        return (observed - p) ** 2 * n <= z * z * p * (1 - p)

    lower, upper = edge(observed, np.zeros_like(x), near), edge(observed, np.ones_like(x), near)
    return np.where(x <= 0, 0.0, lower), np.where(x >= n, 1.0, upper)


def wilson_cc(x: Floats, n: Floats, level: float) -> tuple[Floats, Floats]:
    """Return the score limits of half a subject fewer and half a subject more."""
    lower, upper = wilson(np.maximum(x - HALF, 0), n, level)[0], wilson(np.minimum(x + HALF, n), n, level)[1]
    return np.where(x == 0, 0.0, lower), np.where(x == n, 1.0, upper)


def _agresti_coull(x: Floats, n: Floats, level: float) -> tuple[Floats, Floats]:
    z = quantile(level)
    return _wald(x + z * z / 2, n + z * z, level)


def _wald(x: Floats, n: Floats, level: float) -> tuple[Floats, Floats]:
    p = x / n
    half = quantile(level) * np.sqrt(p * (1 - p) / n)
    return np.maximum(p - half, 0), np.minimum(p + half, 1)


def _jeffreys(x: Floats, n: Floats, level: float) -> tuple[Floats, Floats]:
    a, b, tail = x + HALF, n - x + HALF, (1 - level) / 2
    low, high = np.zeros_like(x), np.ones_like(x)
    lower = edge(high, low, lambda p: betainc(a, b, p) >= tail)
    # By the complement, so that no digits are lost near 1.
    upper = 1 - edge(high, low, lambda q: betainc(b, a, q) >= tail)
    return np.where(x == 0, 0.0, lower), np.where(x == n, 1.0, upper)


_METHODS = {
    "clopper_pearson": _exact,
    "wilson": wilson,
    "wilson_cc": wilson_cc,
    "agresti_coull": _agresti_coull,
    "jeffreys": _jeffreys,
    "wald": _wald,
}
