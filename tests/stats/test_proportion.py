"""Intervals of one proportion against R, scipy, statsmodels, their definitions and hand arithmetic."""

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.stats import binom, binomtest
from statsmodels.stats.proportion import proportion_confint

from pv.stats import METHODS, proportion_interval
from reference import Row, rows
from two_arms import LEVELS, arms

ALL = tuple(METHODS["proportion_interval"])
MILLION = 5.5716306551722443e-6
COUNTS = [(0, 1), (1, 1), (0, 5), (1, 6), (5, 10), (12, 12), (13, 84), (250, 900), (999_999, 1_000_000)]


@pytest.mark.parametrize("row", rows(*ALL))
def test_reference(row: Row) -> None:
    assert not row.differences(proportion_interval(*row.inputs, method=row.method, level=row.level))


@pytest.mark.parametrize(("x", "n"), COUNTS)
@pytest.mark.parametrize("level", [0.9, 0.99])
def test_scipy(x: int, n: int, level: float) -> None:
    test = binomtest(x, n)
    for method, expected in (
        ("clopper_pearson", test.proportion_ci(level, "exact")),
        ("wilson", test.proportion_ci(level, "wilson")),
        ("wilson_cc", test.proportion_ci(level, "wilsoncc")),
    ):
        found = proportion_interval(x, n, method=method, level=level)
        # scipy's exact limits stop at its scalar search's absolute 1e-12.
        assert found[1:] == pytest.approx(tuple(expected), rel=1e-9, abs=2e-12)


@pytest.mark.parametrize(("method", "name"), [("agresti_coull", "agresti_coull"), ("wald", "normal")])
@pytest.mark.parametrize(("x", "n"), COUNTS)
def test_statsmodels(method: str, name: str, x: int, n: int) -> None:
    expected = proportion_confint(x, n, alpha=0.1, method=name)
    found = proportion_interval(x, n, method=method, level=0.9)
    assert (found.lower, found.upper) == pytest.approx(np.clip(expected, 0, 1), rel=1e-12, abs=1e-15)


def test_corrected_wilson_keeps_its_correction_at_one_half() -> None:
    # Where x = n / 2, R's prop.test(5, 10) drops the correction and gives the plain 0.2366 to 0.7634. Newcombe's
    # formula: (2 x + z^2 - 1 - z sqrt(z^2 - 2 - 1/n + 4 p (n q + 1))) / (2 (n + z^2)), p = q = 0.5, n = 10.
    z = 1.959963984540054
    lower = (10 + z * z - 1 - z * np.sqrt(z * z - 2 - 0.1 + 2 * 6)) / (2 * (10 + z * z))
    found = proportion_interval(5, 10, method="wilson_cc")
    scipy = binomtest(5, 10).proportion_ci(method="wilsoncc")
    assert (found.lower, found.upper) == pytest.approx((lower, 1 - lower), rel=1e-12)
    assert (found.lower, found.upper) == pytest.approx((scipy.low, scipy.high), rel=1e-12)


@pytest.mark.parametrize("n", [1, 2, 5, 13, 40])
@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
def test_clopper_pearson_covers(n: int, level: float) -> None:
    x = np.arange(n + 1)
    _, lower, upper = proportion_interval(x, n, level=level)
    # Coverage has its minima where a limit is: just inside and just outside each one.
    p = np.clip(np.concatenate([lower + 1e-9, upper - 1e-9, lower - 1e-9, upper + 1e-9, np.linspace(0, 1, 201)]), 0, 1)
    covers = (lower <= p[:, None]) & (p[:, None] <= upper)
    assert np.min(np.sum(binom.pmf(x, n, p[:, None]) * covers, axis=1)) >= level - 1e-9


def test_clopper_pearson_of_a_million() -> None:
    # 1 of 1,000,000: (1 - p)^n (1 + n p / (1 - p)) = 0.025 at the upper limit, solved with 40 digits
    assert proportion_interval(1, 1_000_000).upper == pytest.approx(MILLION, rel=1e-14)
    assert proportion_interval(999_999, 1_000_000).lower == pytest.approx(1 - MILLION, rel=1e-15)


def test_clopper_pearson_by_its_definition() -> None:
    # 9 of 13: at the lower limit 9 or more have probability 0.025, at the upper one 9 or fewer.
    _, lower, upper = proportion_interval(9, 13)
    assert binom.sf(8, 13, lower) == pytest.approx(0.025, rel=1e-12)
    assert binom.cdf(9, 13, upper) == pytest.approx(0.025, rel=1e-12)


@settings(deadline=None)
@given(arm=arms(), level=LEVELS)
@pytest.mark.parametrize("method", ALL)
def test_properties(method: str, arm: tuple[int, int], level: float) -> None:
    x, n = arm
    estimate, lower, upper = proportion_interval(x, n, method=method, level=level)
    assert 0 <= lower <= estimate + 1e-15
    assert estimate <= upper + 1e-15
    assert upper <= 1
    mirror = proportion_interval(n - x, n, method=method, level=level)
    np.testing.assert_allclose([1 - mirror.upper, 1 - mirror.lower], [lower, upper], rtol=0, atol=1e-12)
    wider = proportion_interval(x, n, method=method, level=(1 + level) / 2)
    assert wider.lower <= lower + 1e-15
    assert upper <= wider.upper + 1e-15


@settings(deadline=None)
@given(arm=arms(), level=LEVELS)
@pytest.mark.parametrize("method", ["clopper_pearson", "wilson", "wilson_cc", "agresti_coull", "jeffreys"])
def test_none_and_all_have_width(method: str, arm: tuple[int, int], level: float) -> None:
    none = proportion_interval(0, arm[1], method=method, level=level)
    every = proportion_interval(arm[1], arm[1], method=method, level=level)
    assert none.lower == 0 < none.upper <= 1
    assert 0 <= every.lower < 1 == every.upper


def test_shapes_and_the_empty_arm() -> None:
    found = proportion_interval([[0, 1], [2, 0]], [[4, 4], [4, 0]], level=0.9)
    assert found.lower.shape == (2, 2)
    assert np.isnan([found.estimate[1, 1], found.lower[1, 1], found.upper[1, 1]]).all()
    assert proportion_interval(1, 4).lower.shape == ()
    assert proportion_interval([], []).upper.shape == (0,)
    by_level = proportion_interval(1, 4, level=[0.9, 0.95])
    assert by_level.lower[1] == proportion_interval(1, 4, level=0.95).lower
