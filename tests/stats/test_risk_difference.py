"""Risk differences against R, 45-digit roots, statsmodels and the score equation solved another way."""

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.optimize import brentq
from scipy.stats import norm
from statsmodels.stats.proportion import confint_proportions_2indep

from pv.stats import METHODS, risk_difference, risk_difference_test
from reference import Row, rows
from two_arms import EXTREME, LEVELS, Table, columns, tables

ALL = tuple(METHODS["risk_difference"])
SCORE = ("rd_miettinen_nurminen", "rd_mee")
CASES: list[Table] = [(7, 41, 3, 38), (0, 15, 4, 17), (12, 12, 9, 13), (26, 84, 13, 84), (1, 6, 0, 5), (3, 9, 9, 9)]


@pytest.mark.parametrize("row", rows(*ALL))
def test_reference(row: Row) -> None:
    assert not row.differences(risk_difference(*row.inputs, method=row.method, level=row.level))


@pytest.mark.parametrize("row", rows("rd_miettinen_nurminen", with_p=True))
def test_reference_p(row: Row) -> None:
    assert row.close(float(risk_difference_test(*row.inputs)), row.p)


@pytest.mark.parametrize(
    ("method", "name"), [("rd_newcombe", "newcomb"), ("rd_agresti_caffo", "agresti-caffo"), ("rd_wald", "wald")]
)
@pytest.mark.parametrize("case", CASES)
def test_statsmodels(method: str, name: str, case: Table) -> None:
    # Its score interval of a difference is not compared: it is 0.001 to 0.003 off the 45-digit root for 7/41 - 3/38.
    expected = confint_proportions_2indep(*case, method=name, compare="diff", alpha=0.1)
    found = risk_difference(*case, method=method, level=0.9)
    assert (found.lower, found.upper) == pytest.approx(expected, rel=1e-10, abs=1e-12)


def score(case: Table, difference: float) -> float:
    """Return the score statistic, its restricted likelihood maximised by a scalar search for the derivative's zero."""
    x1, n1, x2, n2 = case

    def derivative(p2: float) -> float:
        p1 = p2 + difference
        parts = ((x1, p1), (x1 - n1, 1 - p1), (x2, p2), (x2 - n2, 1 - p2))
        return sum(count / p for count, p in parts if count != 0)

    low, high = max(0.0, -difference) + 1e-13, min(1.0, 1.0 - difference) - 1e-13
    if derivative(low) <= 0:
        p2 = max(0.0, -difference)
    elif derivative(high) >= 0:
        p2 = min(1.0, 1.0 - difference)
    else:
        p2 = brentq(derivative, low, high, xtol=1e-16, rtol=1e-15)
    p1 = p2 + difference
    return float((x1 / n1 - x2 / n2 - difference) / np.sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2))


@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
@pytest.mark.parametrize("case", [*CASES, (0, 20, 0, 35), (20, 20, 35, 35), (1, 1, 0, 2), (3, 900, 1, 40)])
def test_score_limits_solve_their_equation(case: Table, level: float) -> None:
    total = case[1] + case[3]
    for method, factor in (("rd_miettinen_nurminen", total / (total - 1)), ("rd_mee", 1.0)):
        z = norm.isf((1 - level) / 2) * np.sqrt(factor)
        _, lower, upper = risk_difference(*case, method=method, level=level)
        if lower > -1:
            assert score(case, float(lower)) == pytest.approx(z, abs=1e-10)
        if upper < 1:
            assert score(case, float(upper)) == pytest.approx(-z, abs=1e-10)


@settings(deadline=None)
@given(case=tables(), level=LEVELS)
@pytest.mark.parametrize("method", ALL)
def test_properties(method: str, case: Table, level: float) -> None:
    x1, n1, x2, n2 = case
    estimate, lower, upper = risk_difference(*case, method=method, level=level)
    swapped = risk_difference(x2, n2, x1, n1, method=method, level=level)
    assert -swapped.estimate == estimate
    np.testing.assert_allclose([-swapped.upper, -swapped.lower], [lower, upper], rtol=0, atol=1e-15)
    if method == "rd_hauck_anderson" and min(n1, n2) == 1:
        assert np.isnan(lower)
        return
    wider = risk_difference(*case, method=method, level=(1 + level) / 2)
    assert wider.lower <= lower + 1e-15
    assert upper <= wider.upper + 1e-15
    if method != "rd_agresti_caffo":  # centred on another difference: an estimate at the edge may lie outside
        assert -1 <= lower <= estimate + 1e-15
        assert estimate - 1e-15 <= upper <= 1


@pytest.mark.parametrize("level", [0.5, 0.95, 0.999])
@pytest.mark.parametrize("method", [*SCORE, "rd_newcombe", "rd_newcombe_cc", "rd_agresti_caffo"])
def test_extreme_tables_have_finite_limits_with_width(method: str, level: float) -> None:
    _, lower, upper = risk_difference(*columns(EXTREME), method=method, level=level)
    assert np.isfinite(lower).all()
    assert np.isfinite(upper).all()
    assert (upper - lower > 1e-7).all()


@settings(deadline=None)
@given(case=tables(), level=LEVELS)
def test_p_value_agrees_with_the_interval(case: Table, level: float) -> None:
    p = risk_difference_test(*case)
    _, lower, upper = risk_difference(*case, level=level)
    assert 0 <= p <= 1
    if p < (1 - level) * (1 - 1e-9):
        assert lower > 0 or upper < 0
    if p > (1 - level) * (1 + 1e-9):
        assert lower <= 0 <= upper


def test_none_against_none_is_the_wilson_limit() -> None:
    # The restricted estimate of an arm that cannot have fewer events is 0, which leaves one arm: z^2 / (n + z^2).
    z2 = 1.959963984540054**2
    found = risk_difference(0, 20, 0, 35, method="rd_mee")
    assert found.upper == pytest.approx(z2 / (20 + z2), rel=1e-14)
    assert found.lower == pytest.approx(-z2 / (35 + z2), rel=1e-14)
    assert risk_difference_test(0, 20, 0, 35) == 1


def test_all_against_none_reaches_the_end() -> None:
    found = risk_difference(5, 5, 0, 9)
    assert found.estimate == found.upper == 1
    assert 0 < found.lower < 1


def test_an_empty_arm_is_undefined() -> None:
    for method in ALL:
        assert np.isnan(risk_difference(0, 0, 1, 4, method=method)).all()
    assert np.isnan(risk_difference_test([0, 1], [0, 4], 1, 4)).tolist() == [True, False]
