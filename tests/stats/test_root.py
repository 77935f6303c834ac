"""Roots against closed forms and scipy's scalar search."""

import numpy as np
import pytest
from scipy.optimize import brentq

from pv.stats.interval import FloatArray
from pv.stats.root import Term, bracketed_root, convex_root, multiplier


def test_convex_root_from_far_and_from_below() -> None:
    target = np.array([2.0, 1e-8, 1e12, 3.0])

    def square(a: FloatArray) -> tuple[FloatArray, FloatArray]:
        return a * a - target, 2 * a

    found = convex_root(square, np.array([1e6, 1.0, 1e-3, np.nan]))
    assert found[:3] == pytest.approx(np.sqrt(target[:3]), rel=1e-15)
    assert np.isnan(found[3])


def test_multiplier_of_one_and_of_two_terms() -> None:
    bound, one, none = np.array([3.84]), np.ones(1), np.zeros(1)
    # a^2 / (4 - a) = 3.84: a^2 + 3.84 a - 15.36 = 0
    alone = (-3.84 + np.sqrt(3.84**2 + 4 * 15.36)) / 2
    assert multiplier([Term(one, 4 * one, -1), Term(none, none, +1)], bound) == pytest.approx([alone], rel=1e-14)
    both = multiplier([Term(one, 4 * one, -1), Term(2 * one, 9 * one, +1)], bound)
    expected = brentq(lambda a: a * a / (4 - a) + 2 * a * a / (9 + a) - 3.84, 0, 3.9, xtol=1e-15)
    assert both == pytest.approx([expected], rel=1e-13)
    assert multiplier([Term(none, one, -1), Term(none, none, +1)], bound) == pytest.approx([np.inf])


def test_bracketed_root_of_many() -> None:
    offset = np.array([0.1, 0.5, 0.999, 1e-9])

    def falling(a: FloatArray) -> FloatArray:
        return np.asarray(np.exp(-5 * a) - np.exp(-5 * offset))

    assert bracketed_root(falling, np.zeros(4), np.ones(4)) == pytest.approx(offset, rel=1e-9, abs=1e-16)


def test_bracketed_root_at_an_end() -> None:
    low, high = np.array([0.0, 0.0, 0.5]), np.array([1.0, 1.0, 1.0])
    found = bracketed_root(lambda a: np.array([0.0, 0.25, 2.0]) - a, low, high)
    assert found == pytest.approx([0.0, 0.25, 1.0], rel=1e-15)
    assert np.isnan(bracketed_root(lambda a: a * np.nan, low, high)).all()
