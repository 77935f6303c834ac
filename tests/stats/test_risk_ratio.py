"""Risk ratios against R, 45-digit roots, statsmodels and the score equation solved another way."""

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.optimize import brentq
from scipy.stats import norm
from statsmodels.stats.proportion import confint_proportions_2indep

from pv.stats import METHODS, risk_ratio
from reference import Row, rows
from two_arms import EXTREME, LEVELS, Table, columns, tables

ALL = tuple(METHODS["risk_ratio"])
SCORE = ("rr_miettinen_nurminen", "rr_koopman")
CASES: list[Table] = [(7, 41, 3, 38), (12, 12, 9, 13), (26, 84, 13, 84), (250, 900, 210, 880), (9, 9, 3, 9)]


# The DescTools rows add 0.5 to zero cells, which is another method; elsewhere they are plain Katz.
@pytest.mark.parametrize("row", rows(*ALL))
def test_reference(row: Row) -> None:
    if row.source == "DescTools" and 0 in row.inputs:
        pytest.skip("the source changes zero cells")
    assert not row.differences(risk_ratio(*row.inputs, method=row.method, level=row.level))


@pytest.mark.parametrize("case", [case for case in CASES if case[0] < case[1]])
def test_statsmodels(case: Table) -> None:
    # Tables with a full arm are left out: there its score limits differ from R's and from the 45-digit roots.
    log = confint_proportions_2indep(*case, method="log", compare="ratio", alpha=0.1)
    np.testing.assert_allclose(risk_ratio(*case, method="rr_katz_log", level=0.9)[1:], log, rtol=1e-10)
    for method, correction in (("rr_miettinen_nurminen", True), ("rr_koopman", False)):
        expected = confint_proportions_2indep(*case, method="score", compare="ratio", alpha=0.1, correction=correction)
        np.testing.assert_allclose(risk_ratio(*case, method=method, level=0.9)[1:], expected, rtol=1e-6)


def score(case: Table, ratio: float) -> float:
    """Return the score statistic, its restricted likelihood maximised by a scalar search for the derivative's zero."""
    x1, n1, x2, n2 = case

    def derivative(p2: float) -> float:
        p1 = p2 * ratio
        # d/dp2 of the log likelihood, times p2
        return x1 - ((n1 - x1) * p1 / (1 - p1) if n1 > x1 else 0) + x2 - ((n2 - x2) * p2 / (1 - p2) if n2 > x2 else 0)

    high = min(1.0, 1.0 / ratio)
    inside = high * (1 - 1e-14)
    p2 = high if derivative(inside) >= 0 else brentq(derivative, 0.0, inside, xtol=1e-17, rtol=1e-15)
    p1 = p2 * ratio
    variance = p1 * (1 - p1) / n1 + ratio**2 * p2 * (1 - p2) / n2
    return float((x1 / n1 - ratio * x2 / n2) / np.sqrt(variance))


@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
@pytest.mark.parametrize(
    "case", [*CASES, (0, 15, 4, 17), (1, 6, 0, 5), (20, 20, 35, 35), (1, 1, 1, 2), (3, 900, 1, 40)]
)
def test_score_limits_solve_their_equation(case: Table, level: float) -> None:
    total = case[1] + case[3]
    for method, factor in (("rr_miettinen_nurminen", total / (total - 1)), ("rr_koopman", 1.0)):
        z = norm.isf((1 - level) / 2) * np.sqrt(factor)
        _, lower, upper = risk_ratio(*case, method=method, level=level)
        if lower > 0:
            assert score(case, float(lower)) == pytest.approx(z, abs=1e-10)
        if np.isfinite(upper):
            assert score(case, float(upper)) == pytest.approx(-z, abs=1e-10)


@settings(deadline=None)
@given(case=tables(), level=LEVELS)
@pytest.mark.parametrize("method", ALL)
def test_properties(method: str, case: Table, level: float) -> None:
    x1, n1, x2, n2 = case
    estimate, lower, upper = risk_ratio(*case, method=method, level=level)
    swapped = risk_ratio(x2, n2, x1, n1, method=method, level=level)
    with np.errstate(divide="ignore"):
        inverse = [1 / swapped.estimate, 1 / swapped.upper, 1 / swapped.lower]
    np.testing.assert_allclose(inverse, [estimate, lower, upper], rtol=1e-13)
    if method == "rr_katz_log" and 0 in (x1, x2):
        assert np.isnan(lower)
        assert np.isnan(upper)
        return
    if x1 + x2 > 0:
        assert lower <= estimate * (1 + 1e-15)
        assert estimate <= upper * (1 + 1e-15)
    wider = risk_ratio(*case, method=method, level=(1 + level) / 2)
    assert wider.lower <= lower * (1 + 1e-14)
    assert upper <= wider.upper * (1 + 1e-14)


@pytest.mark.parametrize("method", SCORE)
def test_extreme_tables_have_limits_with_width(method: str) -> None:
    x1, _, x2, _ = cases = columns(EXTREME)
    estimate, lower, upper = risk_ratio(*cases, method=method)
    assert ((lower > 0) == (x1 > 0)).all()
    assert (np.isfinite(upper) == (x2 > 0)).all()
    assert (np.isnan(estimate) == (x1 + x2 == 0)).all()
    assert (upper > lower).all()


def test_all_against_all_is_the_wilson_limit() -> None:
    # Arm 2 cannot have more events, its risk stays 1, which leaves arm 1's Wilson limit n / (n + z^2).
    z2 = 1.959963984540054**2
    found = risk_ratio(20, 20, 35, 35, method="rr_koopman")
    np.testing.assert_allclose(found, [1, 20 / (20 + z2), (35 + z2) / 35], rtol=1e-14)


def test_an_empty_arm_is_undefined() -> None:
    for method in ALL:
        assert np.isnan(risk_ratio(1, 4, 0, 0, method=method)).all()
