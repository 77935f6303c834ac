"""Limits of a rate by a second route: exact ones by summing the Poisson distribution, score ones by halving."""

import math
from functools import cache

import numpy as np
from scipy.optimize import brentq

from pv.verify.statistic.edge import Floats, Truths, edge
from pv.verify.statistic.normal import quantile


def rate(events: Floats, time: Floats, method: str, level: float) -> tuple[Floats, Floats]:
    """Return the limits of events / time.

    Raises:
        KeyError: the method has no second route here.
    """
    lower, upper = _METHODS[method](events, level)
    return lower / time, upper / time


def exact(events: Floats, level: float) -> tuple[Floats, Floats]:
    """Return the expected numbers at which so many, and so few, are as unlikely as the tail."""
    tail, counts = (1 - level) / 2, events.astype(int).tolist()
    lower = [_expected(count - 1, 1 - tail) if count else 0.0 for count in counts]
    return np.array(lower), np.array([_expected(count, tail) for count in counts])


@cache
def _expected(count: int, share: float) -> float:
    """Return the expected number at which `count` or fewer have this share of the Poisson distribution."""
    k = np.arange(count + 1.0)
    log_ways = np.concatenate([[0.0], np.cumsum(np.log(k[1:]))])

    def excess(log_mean: float) -> float:
        return float(np.exp(k * log_mean - log_ways - math.exp(log_mean)).sum()) - share

    # Beyond these the sum is 1, or nothing.
    return math.exp(float(brentq(excess, -25.0, math.log(2 * count + 60.0), rtol=1e-15)))


def _score(events: Floats, level: float) -> tuple[Floats, Floats]:
    z = quantile(level)

    def near(mean: Floats) -> Truths:
        return (events - mean) ** 2 <= z * z * mean

    far = events + z * z + 2 * z * np.sqrt(events + z * z)
    return np.where(events == 0, 0.0, edge(events, np.zeros_like(events), near)), edge(events, far, near)


def _byar(events: Floats, level: float) -> tuple[Floats, Floats]:
    third = quantile(level) / (3 * np.sqrt(events))
    centre = 1 - 1 / (9 * events)
    return events * (centre - third) ** 3, events * (centre + third) ** 3


def _byar_classic(events: Floats, level: float) -> tuple[Floats, Floats]:
    lower = _byar(np.maximum(events, 1), level)[0]
    return np.where(events == 0, 0.0, lower), _byar(events + 1, level)[1]


def _byar_rothman(events: Floats, level: float) -> tuple[Floats, Floats]:
    return _byar(events + 1 / 2, level)


def _normal(events: Floats, level: float) -> tuple[Floats, Floats]:
    half = quantile(level) * np.sqrt(events)
    return events - half, events + half


def _normal_log(events: Floats, level: float) -> tuple[Floats, Floats]:
    known = np.where(events > 0, events, np.nan)
    factor = np.exp(quantile(level) / np.sqrt(known))
    return known / factor, known * factor


_METHODS = {
    "garwood_exact": exact,
    "rate_score": _score,
    "byar_classic": _byar_classic,
    "byar_rothman": _byar_rothman,
    "normal": _normal,
    "normal_log": _normal_log,
}
