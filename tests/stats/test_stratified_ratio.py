"""The score interval of a common risk ratio: 45-digit roots, the plain interval, and what must hold at the edges."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from pv import stats
from two_arms import LEVELS, Table, tables

#: x1, n1, x2, n2 by stratum: ordinary, sparse, large and rare, nearly everyone, and an event in few strata.
CASES = {
    "three": ([5, 9, 2], [31, 27, 12], [3, 4, 3], [30, 25, 14]),
    "sparse": ([0, 1, 0], [9, 20, 3], [0, 1, 0], [8, 22, 5]),
    "large": ([12, 0, 3], [4100, 900, 1500], [2, 1, 0], [2050, 800, 1400]),
    "nearly all": ([30, 11], [31, 11], [29, 12], [30, 13]),
    "everyone": ([5, 7], [5, 7], [6, 4], [6, 4]),
    "only arm 1": ([3, 0, 1], [10, 12, 9], [0, 0, 0], [11, 9, 8]),
    "only arm 2": ([0, 0], [10, 12], [2, 5], [11, 9]),
}


def one_and_other(rows: list[tuple[Any, ...]]) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Return x, n and the other arm's n of every stratum, of arm 1 and of arm 2."""
    return [(x1, n1, n2) for x1, n1, _, n2 in rows], [(x2, n2, n1) for _, n1, x2, n2 in rows]


def root_of_the_score(strata: tuple[list[int], ...], level: float, sign: int) -> Any:  # noqa: ANN401  # mpmath is untyped
    """Return the ratio at which the pooled score is `sign` z, to 45 digits.

    The restricted risk of arm 2 is where the slope of the likelihood, times its denominators, is 0.
    """
    mp = pytest.importorskip("mpmath", reason="mpmath is part of the extra 'test'").mp
    mp.dps = 50
    z = sign * mp.sqrt(2) * mp.erfinv(mp.mpf(level))
    rows = [tuple(mp.mpf(value) for value in row) for row in zip(*strata, strict=True)]

    def stratum(ratio: Any, x1: Any, n1: Any, x2: Any, n2: Any) -> tuple[Any, Any]:  # noqa: ANN401
        def slope(p: Any) -> Any:  # noqa: ANN401
            rest = (n1 - x1) * ratio * (1 - p) + (n2 - x2) * (1 - ratio * p)
            return (x1 + x2) * (1 - p) * (1 - ratio * p) - p * rest

        # It is a parabola, not below 0 at p = 0 and not above at the end: its values there and half way give the root.
        end = min(mp.mpf(1), 1 / ratio)
        at0, half, at1 = slope(mp.mpf(0)), slope(end / 2), slope(end)
        square, linear = 2 * (at0 - 2 * half + at1), 4 * half - 3 * at0 - at1
        root = mp.sqrt(max(linear**2 - 4 * square * at0, 0))
        p2 = end * 2 * at0 / (root - linear) if x1 + x2 else mp.mpf(0)
        p1 = ratio * p2
        variance = (p1 * (1 - p1) / n1 + ratio**2 * p2 * (1 - p2) / n2) * (n1 + n2) / (n1 + n2 - 1)
        weight = n1 * n2 / (n1 + n2)
        return weight * (x1 / n1 - ratio * x2 / n2), weight**2 * variance

    def excess(ratio: Any) -> Any:  # noqa: ANN401
        parts = [stratum(ratio, *row) for row in rows]
        return sum(part[0] for part in parts) - z * mp.sqrt(max(sum(part[1] for part in parts), 0))

    risks = [sum(x * other / (n + other) for x, n, other in sides) for sides in one_and_other(rows)]
    estimate = risks[0] / risks[1] if risks[1] else None
    low, high = mp.mpf("1e-9"), mp.mpf("1e9")
    if estimate:
        low, high = (low, estimate) if sign > 0 else (estimate, high)
    for _ in range(200):
        middle = mp.sqrt(low * high)
        low, high = (middle, high) if excess(middle) > 0 else (low, middle)
    assert high / low - 1 < mp.mpf("1e-45")
    return high


@pytest.mark.parametrize("case", CASES)
def test_the_limits_are_45_digit_roots(case: str) -> None:
    strata = CASES[case]
    _, lower, upper = stats.stratified_risk_ratio(*strata, level=0.95)
    if case == "only arm 2":
        assert lower == 0
    else:
        assert float(lower) == pytest.approx(float(root_of_the_score(strata, 0.95, 1)), rel=1e-12)
    if case == "only arm 1":
        assert np.isposinf(upper)
    else:
        assert float(upper) == pytest.approx(float(root_of_the_score(strata, 0.95, -1)), rel=1e-12)


def test_the_estimate_is_that_of_mantel_and_haenszel() -> None:
    # 5*30/61 + 9*25/52 + 2*14/26 over 3*31/61 + 4*27/52 + 3*12/26
    found = stats.stratified_risk_ratio(*CASES["three"]).estimate
    assert found == pytest.approx((150 / 61 + 225 / 52 + 28 / 26) / (93 / 61 + 108 / 52 + 36 / 26), rel=1e-14)


@settings(max_examples=40, deadline=None)
@given(case=tables(), level=LEVELS)
def test_one_stratum_is_the_plain_score_interval(case: Table, level: float) -> None:
    found = stats.stratified_risk_ratio(*([value] for value in case), level=level)
    np.testing.assert_allclose(found, stats.risk_ratio(*case, level=level), rtol=1e-12)


@settings(max_examples=40, deadline=None)
@given(strata=st.lists(tables(), min_size=1, max_size=4), level=LEVELS)
def test_properties(strata: list[Table], level: float) -> None:
    x1, n1, x2, n2 = np.array(strata, dtype=float).T
    estimate, lower, upper = stats.stratified_risk_ratio(x1, n1, x2, n2, level=level)
    assert 0 <= lower < upper
    assert np.isposinf(upper) == (not x2.any())
    assert (lower == 0) == (not x1.any())
    if x1.any() or x2.any():
        assert lower <= estimate * (1 + 1e-12)
        assert estimate <= upper * (1 + 1e-12)
    swapped = stats.stratified_risk_ratio(x2, n2, x1, n1, level=level)
    np.testing.assert_allclose(one_over(swapped.upper, swapped.lower), [lower, upper], rtol=1e-11)
    limits = [stats.stratified_risk_ratio(x1, n1, x2, n2, level=wider) for wider in (level, (1 + level) / 2)]
    assert all(wide.lower <= narrow.lower * (1 + 1e-12) for narrow, wide in pairwise(limits))
    assert all(narrow.upper <= wide.upper * (1 + 1e-12) for narrow, wide in pairwise(limits))


def one_over(*values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return 1 over each value, infinite over 0."""
    with np.errstate(divide="ignore"):
        return 1.0 / np.array(values)


def test_no_event_refutes_no_ratio_and_an_empty_arm_compares_nothing() -> None:
    estimate, lower, upper = stats.stratified_risk_ratio([0, 0], [10, 12], [0, 0], [9, 30])
    assert np.isnan(estimate)
    assert lower == 0
    assert np.isposinf(upper)
    # A one-armed stratum is left aside; with no other there is nothing.
    beside = stats.stratified_risk_ratio([3, 2], [10, 6], [1, 0], [9, 0])
    np.testing.assert_array_equal(beside, stats.stratified_risk_ratio([3], [10], [1], [9]))
    assert np.isnan(stats.stratified_risk_ratio([2, 0], [6, 0], [0, 1], [0, 5])).all()


def test_everyone_in_both_arms_has_limits_with_width() -> None:
    # p1 = p2 = 1: restricted to a ratio below 1, p1 is the ratio; w (1 - r) = z w sqrt(r (1 - r) / n1 * N / (N - 1)),
    # so (1 - r) / r = z^2 / n1 * N / (N - 1) with n1 = 4, N = 8.
    odds = 1.959963984540054**2 / 4 * 8 / 7
    found = stats.stratified_risk_ratio([4], [4], [4], [4])
    np.testing.assert_allclose(found, [1, 1 / (1 + odds), 1 + odds], rtol=1e-12)
