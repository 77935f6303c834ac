"""Roots of many equations at once, one per array element."""

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

import numpy as np

from pv.stats.interval import FloatArray

_EPSILON = float(np.finfo(np.float64).eps)
_TINY = float(np.finfo(np.float64).tiny)
_STEPS = 200

#: Where a function was evaluated, and its value.
_Point: TypeAlias = tuple[FloatArray, FloatArray]

#: Value and slope of a function at each point.
ValueAndSlope: TypeAlias = Callable[[FloatArray], tuple[FloatArray, FloatArray]]


def convex_root(function: ValueAndSlope, start: FloatArray) -> FloatArray:
    """Return the root of an increasing convex function by Newton steps from `start`.

    Every Newton step of such a function lands at or right of its root, so after the first step the sequence falls
    to the root and needs no bracket. NaN stays NaN.
    """
    root = start
    for _ in range(_STEPS):
        value, slope = function(root)
        step = value / slope
        root = root - step
        if not np.any(np.abs(step) > 4 * _EPSILON * np.abs(root)):
            break
    return root


class Term(NamedTuple):
    """One term `weight a^2 / (offset + sign a)` of a score equation.

    Attributes:
        weight: not negative; a term of weight 0 vanishes.
        offset: not negative.
        sign: +1 or -1.
    """

    weight: FloatArray
    offset: FloatArray
    sign: int


def multiplier(terms: list[Term], bound: FloatArray) -> FloatArray:
    """Return the positive a at which the terms sum to `bound`; inf where every term vanishes.

    Each term is convex and increasing in a, hence so is the sum. The search starts at the smallest of the terms'
    own roots, where the sum is at least `bound` and at most `bound` times the number of terms.
    """
    start = np.minimum.reduce([_own_root(term, bound) for term in terms])

    def excess(a: FloatArray) -> tuple[FloatArray, FloatArray]:
        value, slope = -bound, np.zeros_like(bound)
        for weight, offset, sign in terms:
            below = np.where(weight > 0, offset + sign * a, 1.0)
            value = value + weight * a * (a / below)
            slope = slope + weight * (a / below) * (1.0 + np.where(weight > 0, offset, 0.0) / below)
        return value, slope

    solvable = np.isfinite(start)
    root = convex_root(excess, np.where(solvable, start, np.nan))
    return np.where(solvable, root, start)


def _own_root(term: Term, bound: FloatArray) -> FloatArray:
    weight, offset, sign = term
    root = np.sqrt(bound * bound + 4 * weight * bound * offset)
    own = (bound + root) / (2 * np.where(weight > 0, weight, 1.0)) if sign > 0 else 2 * bound * offset / (bound + root)
    return np.where(weight > 0, own, np.inf)


def bracketed_root(
    function: Callable[[FloatArray], FloatArray], low: FloatArray, high: FloatArray, *, tolerance: float = 4 * _EPSILON
) -> FloatArray:
    """Return where a function turns from positive to negative between `low` and `high`, to a relative tolerance.

    Where it is not positive at `low`, that end is returned; where it is not negative at `high`, that one.

    Reference:
        Chandrupatla TR. A new hybrid quadratic/bisection algorithm for finding the zero of a nonlinear function
        without using derivatives. Adv Eng Softw 1997;28:145-149.
    """
    fa, fb = function(low), function(high)
    a, b = np.where(fb >= 0, high, low), np.where(fa <= 0, low, high)
    c, fc = a, fa
    t = np.full_like(a, 0.5)
    for _ in range(_STEPS):
        point = a + t * (b - a)
        value = function(point)
        same = np.sign(value) == np.sign(fa)
        c, fc, b, fb = np.where(same, a, b), np.where(same, fa, fb), np.where(same, b, a), np.where(same, fb, fa)
        a, fa = point, value
        best = np.where(np.abs(fa) < np.abs(fb), a, b)
        width = np.abs(b - a)
        smallest = (tolerance * np.abs(best) + _TINY) / np.maximum(width, _TINY)
        if not np.any((smallest < 1.0) & (fa != 0.0)):
            break
        t = np.clip(
            _next_fraction((a, fa), (b, fb), (c, fc)), np.minimum(smallest, 0.5), 1.0 - np.minimum(smallest, 0.5)
        )
    return np.where(np.isnan(fa), np.nan, best)


def _next_fraction(latest: _Point, other: _Point, former: _Point) -> FloatArray:
    """Return the part of the way to the other end to go next: inverse quadratic where it is safe, else half."""
    (a, fa), (b, fb), (c, fc) = latest, other, former
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        xi = (a - b) / (c - b)
        phi = (fa - fb) / (fc - fb)
        safe = (phi * phi < xi) & ((1.0 - phi) ** 2 < 1.0 - xi)
        quadratic = fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
    return np.where(safe & np.isfinite(quadratic), quadratic, 0.5)
