"""The binomial distribution in whole numbers, and the exact limits of a proportion that follow from it."""

import math
from functools import cache

import numpy as np
from scipy.optimize import brentq

from pv.verify.statistic.edge import Floats

#: What the weight of the count itself is taken as: the others are whole multiples, of which nothing is rounded away.
_UNIT = 1 << 256
#: Of a step so small the rest is in proportion, to fourteen digits.
_STEP = 1e-7


def at_most(count: int, of: int, probability: float) -> float:
    """Return the probability of `count` or fewer of `of`, summed in whole numbers and divided once."""
    if count < 0:
        return 0.0
    part, whole = probability.as_integer_ratio()
    rest = whole - part
    below, weight = _UNIT, _UNIT
    for k in range(count, 0, -1):
        weight = weight * k * rest // ((of - k + 1) * part)
        if not weight:
            break
        below += weight
    above, weight = 0, _UNIT
    for k in range(count, of):
        weight = weight * (of - k) * part // ((k + 1) * rest)
        if not weight:
            break
        above += weight
    return below / (below + above)


@cache
def exact_lower(count: int, of: int, tail: float) -> float:
    """Return the probability at which `count` or more of `of` are as unlikely as the tail."""
    return 0.0 if count == 0 else _where(count - 1, of, 1 - tail)


@cache
def exact_upper(count: int, of: int, tail: float) -> float:
    """Return the probability at which `count` or fewer of `of` are as unlikely as the tail."""
    return 1.0 if count == of else _where(count, of, tail)


def exact_odds(count: int, of: int, tail: float, *, upper: bool) -> float:
    """Return a limit of the odds; the other limit of those without it is its complement, and loses no digits."""
    if upper:
        return math.inf if count == of else exact_upper(count, of, tail) / exact_lower(of - count, of, tail)
    return exact_lower(count, of, tail) / exact_upper(of - count, of, tail)


def _where(count: int, of: int, share: float) -> float:
    """Return the probability at which `count` or fewer of `of` have this share: about, then to the last digits."""
    ways = _log_ways(of)
    counts = np.arange(of + 1.0)

    def excess(log_odds: float) -> float:
        weight = ways + counts * log_odds
        weight = np.exp(weight - weight.max())
        return float(weight[: count + 1].sum() / weight.sum()) - share

    odds = math.exp(float(brentq(excess, -50.0, 50.0, rtol=1e-11)))
    rough = odds / (1 + odds)
    # Towards 1 the step is one of the complement, and stays below 1.
    step = _STEP * min(rough, 1 - rough)
    low, high = rough - step, rough + step
    at_low, at_high = at_most(count, of, low) - share, at_most(count, of, high) - share
    return low + (high - low) * at_low / (at_low - at_high)


@cache
def _log_ways(of: int) -> Floats:
    """Return the logarithm of the number of ways in which 0, 1, ... of `of` are chosen."""
    k = np.arange(float(of))
    return np.concatenate([[0.0], np.cumsum(np.log((of - k) / (k + 1)))])
