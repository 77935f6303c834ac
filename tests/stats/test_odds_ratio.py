"""Odds ratios against R, 45-digit roots, scipy, statsmodels and the score equation written out."""

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.stats import norm
from scipy.stats.contingency import odds_ratio as scipy_odds_ratio
from statsmodels.stats.proportion import confint_proportions_2indep

from pv.stats import METHODS, odds_ratio
from reference import Row, rows
from two_arms import EXTREME, LEVELS, Table, columns, tables

ALL = tuple(METHODS["odds_ratio"])
CASES: list[Table] = [(7, 41, 3, 38), (26, 84, 13, 84), (250, 900, 210, 880), (1, 3, 8, 9)]
ZERO: list[Table] = [(0, 15, 4, 17), (12, 12, 9, 13), (1, 6, 0, 5), (3, 7, 4, 4)]


@pytest.mark.parametrize("row", rows(*ALL))
def test_reference(row: Row) -> None:
    assert not row.differences(odds_ratio(*row.inputs, method=row.method, level=row.level))


@pytest.mark.parametrize("case", CASES[:3])
def test_statsmodels(case: Table) -> None:
    for method, name, tolerance in (("or_woolf", "logit", 1e-10), ("or_miettinen_nurminen", "score", 1e-6)):
        expected = confint_proportions_2indep(*case, method=name, compare="odds-ratio", alpha=0.1)
        np.testing.assert_allclose(odds_ratio(*case, method=method, level=0.9)[1:], expected, rtol=tolerance)


@pytest.mark.parametrize("case", [*CASES, *ZERO])
def test_scipy_conditional(case: Table) -> None:
    x1, n1, x2, n2 = case
    expected = scipy_odds_ratio(np.array([[x1, x2], [n1 - x1, n2 - x2]]), kind="conditional")
    limits = expected.confidence_interval(0.9)
    found = odds_ratio(*case, method="fisher_exact", level=0.9)
    np.testing.assert_allclose(found, [expected.statistic, limits.low, limits.high], rtol=1e-9)


@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
@pytest.mark.parametrize("case", [*CASES, *ZERO, (3, 900, 1, 40)])
def test_score_limits_solve_their_equation(case: Table, level: float) -> None:
    x1, n1, x2, n2 = case
    z = norm.isf((1 - level) / 2)
    for limit, sign in zip(odds_ratio(*case, level=level)[1:], (1, -1), strict=True):
        if not 0 < limit < np.inf:
            continue
        # Both risks from the odds ratio and the total of events: the positive root of a quadratic in arm 2's risk.
        events, less = x1 + x2, float(limit) - 1
        b = n1 * float(limit) + n2 - events * less
        p2 = 2 * events / (b + np.sqrt(b * b + 4 * n2 * less * events))
        p1 = (events - n2 * p2) / n1
        inverse = 1 / (n1 * p1 * (1 - p1)) + 1 / (n2 * p2 * (1 - p2))
        statistic = (x1 - n1 * p1) * np.sqrt(inverse * (n1 + n2 - 1) / (n1 + n2))
        assert statistic == pytest.approx(sign * z, abs=1e-10)


@settings(deadline=None)
@given(case=tables(), level=LEVELS)
@pytest.mark.parametrize("method", ["or_miettinen_nurminen", "or_woolf", "or_woolf_haldane"])
def test_properties(method: str, case: Table, level: float) -> None:
    x1, n1, x2, n2 = case
    estimate, lower, upper = found = odds_ratio(*case, method=method, level=level)
    swapped = odds_ratio(x2, n2, x1, n1, method=method, level=level)
    with np.errstate(divide="ignore"):
        inverse = [1 / swapped.estimate, 1 / swapped.upper, 1 / swapped.lower]
    np.testing.assert_allclose(inverse, found, rtol=1e-13)
    if not np.isnan(lower) and not np.isnan(estimate):
        assert lower <= estimate * (1 + 1e-14)
        assert estimate <= upper * (1 + 1e-14)
        wider = odds_ratio(*case, method=method, level=(1 + level) / 2)
        assert wider.lower <= lower * (1 + 1e-14)
        assert upper <= wider.upper * (1 + 1e-14)


def test_extreme_tables_have_limits_with_width() -> None:
    x1, n1, x2, n2 = cases = columns(EXTREME)
    estimate, lower, upper = odds_ratio(*cases)
    assert ((lower > 0) == ((x1 > 0) & (x2 < n2))).all()
    assert (np.isfinite(upper) == ((x2 > 0) & (x1 < n1))).all()
    assert (np.isnan(estimate) == ((x1 + x2 == 0) | (x1 + x2 == n1 + n2))).all()
    assert (upper > lower).all()


def test_zero_cells_by_method() -> None:
    # Woolf has no variance with a zero cell; with 0.5 in every cell it always has one, and another estimate.
    assert np.isnan(odds_ratio(0, 15, 4, 17, method="or_woolf")[1:]).all()
    half = odds_ratio(0, 15, 4, 17, method="or_woolf_haldane")
    assert half.estimate == pytest.approx((0.5 * 13.5) / (15.5 * 4.5), rel=1e-14)
    for method in ("or_miettinen_nurminen", "fisher_exact"):
        _, lower, upper = odds_ratio(0, 15, 0, 17, method=method)
        assert lower == 0
        assert upper == np.inf
        assert np.isnan(odds_ratio([0, 3], [5, 3], [0, 4], [9, 4], method=method).estimate).all()
    for method in ALL:
        assert np.isnan(odds_ratio(0, 0, 1, 4, method=method)).all()
