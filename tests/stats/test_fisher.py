"""Fisher's test against R, scipy and enumeration in whole numbers; its limits' coverage."""

from fractions import Fraction
from itertools import product
from math import comb

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings

from pv.stats import fisher_exact, odds_ratio
from pv.stats.two_arms.hypergeometric import blocks
from reference import Row, rows
from two_arms import Table, tables


@pytest.mark.parametrize("row", rows("fisher_exact", with_p=True))
def test_reference(row: Row) -> None:
    assert row.close(float(fisher_exact(*row.inputs)), row.p)


def enumerated(x1: int, n1: int, x2: int, n2: int) -> float:
    events = x1 + x2
    ways = [comb(n1, k) * comb(n2, events - k) for k in range(max(0, events - n2), min(events, n1) + 1)]
    observed = comb(n1, x1) * comb(n2, x2)
    return float(Fraction(sum(way for way in ways if way <= observed), sum(ways)))


@pytest.mark.parametrize(("n1", "n2"), [(1, 1), (5, 5), (4, 7), (10, 3), (60, 41)])
def test_whole_numbers(n1: int, n2: int) -> None:
    step = 1 if n1 < 20 else 7
    cases = np.array(list(product(range(0, n1 + 1, step), range(0, n2 + 1, step)))).T
    expected = [enumerated(int(x1), n1, int(x2), n2) for x1, x2 in cases.T]
    np.testing.assert_allclose(fisher_exact(cases[0], n1, cases[1], n2), expected, rtol=1e-12)


@settings(max_examples=50, deadline=None)
@given(case=tables())
def test_properties(case: Table) -> None:
    x1, n1, x2, n2 = case
    p = float(fisher_exact(*case))
    assert 0 <= p <= 1
    assert fisher_exact(x2, n2, x1, n1) == pytest.approx(p, rel=1e-9, abs=1e-300)
    assert fisher_exact(n1 - x1, n1, n2 - x2, n2) == pytest.approx(p, rel=1e-9, abs=1e-300)
    if n1 + n2 <= 1000:
        expected = scipy.stats.fisher_exact(np.array([[x1, x2], [n1 - x1, n2 - x2]])).pvalue
        assert p == pytest.approx(expected, rel=1e-9, abs=1e-300)


def test_huge_arms() -> None:
    p = fisher_exact(500_000, 1_000_000, 500_700, 1_000_000)
    expected = scipy.stats.fisher_exact(np.array([[500_000, 500_700], [500_000, 499_300]])).pvalue
    assert p == pytest.approx(expected, rel=1e-7)


def test_one_possible_table_and_shapes() -> None:
    np.testing.assert_array_equal(fisher_exact([0, 5, 0], [5, 5, 0], [0, 9, 3], [9, 9, 8]), 1.0)
    repeated = fisher_exact(np.full((3, 4), 7), 41, 3, 38)
    assert repeated.shape == (3, 4)
    np.testing.assert_array_equal(repeated, fisher_exact(7, 41, 3, 38))
    assert fisher_exact([], [], [], []).shape == (0,)


def test_distribution_is_the_hypergeometric() -> None:
    x1, n1, x2, n2 = np.array([[7, 41, 3, 38], [0, 4, 2, 3], [9, 12, 12, 13]], dtype=float).T
    for tables_ in blocks(x1, n1, x2, n2):
        for row, place in enumerate(tables_.place):
            inside = tables_.log_weight[row] > -np.inf
            possible = tables_.possible[row, inside]
            weight = np.exp(tables_.log_weight[row, inside])
            model = scipy.stats.hypergeom(n1[place] + n2[place], x1[place] + x2[place], n1[place])
            np.testing.assert_allclose(weight / weight.sum(), model.pmf(possible), rtol=1e-12)
            assert possible[0] == max(0, x1[place] + x2[place] - n2[place])
            assert possible[-1] == min(n1[place], x1[place] + x2[place])


@pytest.mark.parametrize(("n1", "n2", "events"), [(5, 5, 4), (12, 7, 6), (3, 20, 10)])
@pytest.mark.parametrize("level", [0.8, 0.95])
def test_conditional_limits_cover(n1: int, n2: int, events: int, level: float) -> None:
    x1 = np.arange(max(0, events - n2), min(n1, events) + 1)
    _, lower, upper = odds_ratio(x1, n1, events - x1, n2, method="fisher_exact", level=level)
    ways = np.array([comb(n1, k) * comb(n2, events - k) for k in x1], dtype=float)
    ends = np.concatenate([lower[lower > 0], upper[np.isfinite(upper)]])
    for psi in np.concatenate([ends * (1 + 1e-9), ends * (1 - 1e-9), np.geomspace(1e-4, 1e4, 101)]):
        weight = ways * psi**x1
        covered = (lower <= psi) & (psi <= upper)
        assert np.sum(weight * covered) / np.sum(weight) >= level - 1e-8
