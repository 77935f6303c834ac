"""Exact tests of equal rates in two arms, given all events: binomial with arm 1's share of the person-time."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, betaincc, betaln, xlog1py, xlogy

from pv.stats.interval import FloatArray
from pv.stats.validate import known_method, poisson_counts

#: Counts as likely as the one observed, up to rounding, are as extreme (the rule of R's binom.test).
_AS_LIKELY = 1.0 + 1e-7


def minimum_likelihood(events: FloatArray, total: FloatArray, share: FloatArray) -> FloatArray:
    """Two-sided p-value of the exact conditional test of equal rates: all counts no likelier than the one observed.

    The other tail's counts fall in likelihood away from the mean, so its first extreme count is found by halving.

    Reference:
        Przyborowski J, Wilenski H. Homogeneity of results in testing samples from Poisson series.
        Biometrika 1940;31:313-323.
    """
    mean, density = total * share, _probability(events, total, share)
    upper_side = events < mean
    near = np.where(upper_side, np.ceil(mean), np.floor(mean))
    far = np.where(upper_side, total + 1.0, -1.0)
    # `far` is always extreme (beyond the support to begin with); `inside`, one before `near`, is taken not to be.
    inside = np.where(upper_side, near - 1.0, near + 1.0)
    while np.any(np.abs(far - inside) > 1.0):
        middle = np.floor((far + inside) / 2.0)
        extreme = _probability(middle, total, share) <= density * _AS_LIKELY
        moving = np.abs(far - inside) > 1.0
        far, inside = np.where(moving & extreme, middle, far), np.where(moving & ~extreme, middle, inside)
    same, other = _tail(events, total, share, upper=~upper_side), _tail(far, total, share, upper=upper_side)
    return np.where(events == mean, 1.0, np.minimum(same + other, 1.0))


def central(events: FloatArray, total: FloatArray, share: FloatArray) -> FloatArray:
    """Two-sided p-value of the exact conditional test of equal rates: twice the smaller tail, at most 1.

    Reference:
        Fay MP. Two-sided exact tests and matching confidence intervals for discrete data. R J 2010;2(1):53-58.
    """
    everywhere = np.ones(np.broadcast(events, total, share).shape, dtype=np.bool_)
    lower = _tail(events, total, share, upper=~everywhere)
    upper = _tail(events, total, share, upper=everywhere)
    return np.minimum(1.0, 2.0 * np.minimum(lower, upper))


RATE_RATIO_TESTS: Mapping[str, Callable[[FloatArray, FloatArray, FloatArray], FloatArray]] = MappingProxyType(
    {"irr_exact_conditional": minimum_likelihood, "irr_exact_central": central}
)


def rate_ratio_test(
    events1: ArrayLike, time1: ArrayLike, events2: ArrayLike, time2: ArrayLike, *, method: str = "irr_exact_conditional"
) -> FloatArray:
    """Return the two-sided p-value of the exact test that the rates are equal.

    Without any event only one outcome is possible and p is 1. NaN where an arm's person-time is 0.

    Args:
        events1: number of events in arm 1. Arguments broadcast.
        time1: person-time of arm 1.
        events2: number of events in arm 2.
        time2: person-time of arm 2, in the same unit.
        method: `irr_exact_conditional` counts all outcomes no likelier than the one observed, `irr_exact_central`
            doubles the smaller tail and agrees with the limits of either method.

    Returns:
        A p-value for each pair of rates, of the arguments' common shape.

    Raises:
        ValueError: naming the argument and index of a value that is wrong, or the methods there are.

    Examples:
        5 events against none in equal times: given 5 events, each in either arm with probability 1/2, 2 / 2^5 = 0.0625.

        >>> from pv.stats import rate_ratio_test
        >>> print(f"{rate_ratio_test(5, 1, 0, 1):.4f}")
        0.0625
    """
    test = RATE_RATIO_TESTS[known_method(method, RATE_RATIO_TESTS)]
    a, s, b, t = poisson_counts(events1, time1, events2, time2)
    defined = (s > 0) & (t > 0)
    share = np.where(defined, s, 1.0) / np.where(defined, s + t, 2.0)
    return np.where(defined, test(a, a + b, share), np.nan)


def _tail(count: FloatArray, total: FloatArray, share: FloatArray, *, upper: NDArray[np.bool_]) -> FloatArray:
    """Return the binomial probability of `count` or more (upper) or of `count` or fewer, by the incomplete beta."""
    some = np.maximum(count, 1.0), np.maximum(total - count + 1.0, 1.0)
    or_more = np.where(count <= 0, 1.0, np.where(count > total, 0.0, betainc(*some, share)))
    rest = np.maximum(count + 1.0, 1.0), np.maximum(total - count, 1.0)
    or_fewer = np.where(count < 0, 0.0, np.where(count >= total, 1.0, betaincc(*rest, share)))
    return np.where(upper, or_more, or_fewer)


def _probability(count: FloatArray, total: FloatArray, share: FloatArray) -> FloatArray:
    """Return the binomial probability of `count`; scipy.stats has it too, at half a second of importing."""
    possible = (count >= 0) & (count <= total)
    inside = np.clip(count, 0.0, total)
    log = xlogy(inside, share) + xlog1py(total - inside, -share) - betaln(inside + 1.0, total - inside + 1.0)
    return np.where(possible, np.exp(log - np.log1p(total)), 0.0)
