"""Rate differences against R, 45-digit roots, statsmodels and the score equation solved another way."""

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.optimize import brentq
from scipy.stats import norm
from statsmodels.stats.rates import confint_poisson_2indep

from pv.stats import METHODS, rate_difference
from reference import Row, rows
from two_arms import LEVELS, RATES

ALL = tuple(METHODS["rate_difference"])
Case = tuple[int, float, int, float]
CASES: list[Case] = [(9, 44.75, 4, 47.5), (75, 410.2, 51, 398.6), (1, 0.75, 2, 6.5), (3, 2.0, 0, 5.0)]


@pytest.mark.parametrize("row", rows(*ALL))
def test_reference(row: Row) -> None:
    assert not row.differences(rate_difference(*row.inputs, method=row.method, level=row.level))


@pytest.mark.parametrize(("method", "name"), [("ird_wald", "wald"), ("ird_miettinen_nurminen", "score")])
@pytest.mark.parametrize("case", CASES[:3])
def test_statsmodels(method: str, name: str, case: Case) -> None:
    expected = confint_poisson_2indep(*case, method=name, compare="diff", alpha=0.1)
    np.testing.assert_allclose(rate_difference(*case, method=method, level=0.9)[1:], expected, rtol=1e-6)


def score(case: Case, difference: float) -> float:
    """Return the score statistic, its restricted likelihood maximised by a scalar search for the derivative's zero."""
    events1, time1, events2, time2 = case

    def derivative(rate2: float) -> float:
        gains = ((events1, rate2 + difference), (events2, rate2))
        return sum(events / rate for events, rate in gains if events) - time1 - time2

    low = max(0.0, -difference)
    start, end = low + 1e-14, low + abs(difference) + 10 * (events1 + events2 + 1) / min(time1, time2)
    rate2 = low if derivative(start) <= 0 else brentq(derivative, start, end, xtol=1e-16, rtol=1e-15)
    error = np.sqrt((rate2 + difference) / time1 + rate2 / time2)
    return float((events1 / time1 - events2 / time2 - difference) / error)


@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
@pytest.mark.parametrize("case", [*CASES, (0, 33.3, 2, 31.2), (0, 10.0, 0, 3.0), (4000, 2.0, 1, 0.5)])
def test_score_limits_solve_their_equation(case: Case, level: float) -> None:
    z = norm.isf((1 - level) / 2)
    _, lower, upper = rate_difference(*case, level=level)
    assert score(case, float(lower)) == pytest.approx(z, abs=1e-10)
    assert score(case, float(upper)) == pytest.approx(-z, abs=1e-10)


@settings(deadline=None)
@given(case=RATES, level=LEVELS)
@pytest.mark.parametrize("method", ALL)
def test_properties(method: str, case: Case, level: float) -> None:
    events1, time1, events2, time2 = case
    estimate, lower, upper = found = rate_difference(events1, time1, events2, time2, method=method, level=level)
    size = events1 / time1 + events2 / time2
    swapped = rate_difference(events2, time2, events1, time1, method=method, level=level)
    np.testing.assert_allclose([-swapped.upper, -swapped.lower], [lower, upper], rtol=1e-13)
    days = rate_difference(events1, time1 * 365.25, events2, time2 * 365.25, method=method, level=level)
    scale = max(abs(float(lower)), abs(float(upper)), size)
    np.testing.assert_allclose(np.array(days) * 365.25, found, rtol=0, atol=1e-12 * scale)
    wider = rate_difference(events1, time1, events2, time2, method=method, level=(1 + level) / 2)
    assert wider.lower <= lower + 1e-13 * scale
    assert upper <= wider.upper + 1e-13 * scale
    if method != "ird_mover_garwood" or level >= 0.8:  # centred on posterior medians
        assert lower <= estimate + 1e-13 * scale
        assert estimate <= upper + 1e-13 * scale
    if method != "ird_wald":
        assert lower < upper
        assert np.isfinite([lower, upper]).all()


def test_none_against_none_by_hand() -> None:
    # One arm's rate stays 0, the other's is free: (d)^2 = z^2 d / t gives z^2 / t on its side.
    z2 = 1.959963984540054**2
    found = rate_difference(0, 10.0, 0, 4.0)
    np.testing.assert_allclose(found, [0, -z2 / 4, z2 / 10], rtol=1e-14)


def test_no_time_is_undefined() -> None:
    for method in ALL:
        assert np.isnan(rate_difference(1, 2.0, 0, 0.0, method=method)).all()
