"""The second route to each interval and test: printed values, and the first route over random counts."""

import numpy as np
import pytest

from pv import stats
from pv.measure.p_value import RISK_TESTS
from pv.study.setting.methods import METHODS
from pv.verify.statistic import two_rates, two_risks
from pv.verify.statistic.binomial import at_most
from pv.verify.statistic.equal_risks import p_value
from pv.verify.statistic.proportion import proportion
from pv.verify.statistic.rate import rate

ROWS = 60
RANDOM = np.random.default_rng(20261129)
N1, N2 = RANDOM.integers(1, 90, (2, ROWS)).astype(float)
X1, X2 = (np.floor(RANDOM.random(ROWS) ** 2 * (n + 1)) for n in (N1, N2))
# Nobody and everybody, in either arm and in both.
X1[:8], X2[4:12], X1[12:18], X2[15:20] = 0, 0, N1[12:18], N2[15:20]
T1, T2 = RANDOM.uniform(0.1, 200, (2, ROWS))


def same(second: tuple[np.ndarray, np.ndarray], first: stats.Interval) -> None:
    """Hold the limits of both routes to each other."""
    for one, other in zip(second, (first.lower, first.upper), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("method", METHODS["proportion"])
def test_limits_of_a_proportion(method: str) -> None:
    same(proportion(X1, N1, method, 0.9), stats.proportion_interval(X1, N1, method=method, level=0.9))


@pytest.mark.parametrize("method", METHODS["rate"])
def test_limits_of_a_rate(method: str) -> None:
    same(rate(X1, T1, method, 0.95), stats.rate_interval(X1, T1, method=method))


@pytest.mark.parametrize("method", METHODS["risk_difference"])
def test_limits_of_a_risk_difference(method: str) -> None:
    same(
        two_risks.difference(X1, N1, X2, N2, method=method, level=0.95),
        stats.risk_difference(X1, N1, X2, N2, method=method),
    )


@pytest.mark.parametrize("method", METHODS["risk_ratio"])
def test_limits_of_a_risk_ratio(method: str) -> None:
    same(two_risks.ratio(X1, N1, X2, N2, method=method, level=0.95), stats.risk_ratio(X1, N1, X2, N2, method=method))


@pytest.mark.parametrize("method", METHODS["rate_difference"])
def test_limits_of_a_rate_difference(method: str) -> None:
    same(
        two_rates.difference(X1, T1, X2, T2, method=method, level=0.95),
        stats.rate_difference(X1, T1, X2, T2, method=method),
    )


@pytest.mark.parametrize("method", METHODS["rate_ratio"])
def test_limits_of_a_rate_ratio(method: str) -> None:
    same(two_rates.ratio(X1, T1, X2, T2, method=method, level=0.95), stats.rate_ratio(X1, T1, X2, T2, method=method))


@pytest.mark.parametrize("test", METHODS["test"])
def test_p_values(test: str) -> None:
    counts = zip(*(column.astype(int).tolist() for column in (X1, N1, X2, N2)), strict=True)
    second = [p_value(x1, n1, x2, n2, test=test) for x1, n1, x2, n2 in counts]
    np.testing.assert_allclose(second, RISK_TESTS[test](X1, N1, X2, N2), rtol=1e-9)


def test_printed_values() -> None:
    # Newcombe, Stat Med 1998;17:857-872, Table I: 81 of 263.
    lower, upper = proportion(np.array([81.0]), np.array([263.0]), "clopper_pearson", 0.95)
    assert (round(lower[0], 4), round(upper[0], 4)) == (0.2527, 0.3676)
    # Newcombe, Stat Med 1998;17:873-890, Table II: 56/70 - 48/80.
    counts = (np.array([number]) for number in (56.0, 70.0, 48.0, 80.0))
    lower, upper = two_risks.difference(*counts, method="rd_miettinen_nurminen", level=0.95)
    assert (round(lower[0], 4), round(upper[0], 4)) == (0.0528, 0.3382)
    # The lady tasting tea: 34 of 70 tables are no likelier.
    assert p_value(3, 4, 1, 4, test="fisher_exact") == 34 / 70
    # 1 + 4 of the 16 sequences of four coins have at most one head.
    assert at_most(1, 4, 0.5) == 5 / 16
    # No event: -ln(0.025).
    assert round(rate(np.array([0.0]), np.array([1.0]), "garwood_exact", 0.95)[1][0], 4) == 3.6889
