"""Rate ratios against R, 45-digit roots, statsmodels and the exact method's coverage."""

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.stats import binom, norm
from statsmodels.stats.rates import confint_poisson_2indep

from pv.stats import METHODS, rate_ratio
from reference import Row, rows
from two_arms import LEVELS, RATES

ALL = tuple(METHODS["rate_ratio"])


@pytest.mark.parametrize("row", rows(*ALL))
def test_reference(row: Row) -> None:
    assert not row.differences(rate_ratio(*row.inputs, method=row.method, level=row.level))


@pytest.mark.parametrize("case", [(9, 44.75, 4, 47.5), (75, 410.2, 51, 398.6), (1, 0.75, 2, 6.5)])
def test_statsmodels(case: tuple[int, float, int, float]) -> None:
    expected = confint_poisson_2indep(*case, method="score", compare="ratio", alpha=0.1)
    np.testing.assert_allclose(rate_ratio(*case, method="irr_score", level=0.9)[1:], expected, rtol=1e-6)


@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
@pytest.mark.parametrize("case", [(9, 44.75, 4, 47.5), (0, 33.3, 2, 31.2), (3, 2.0, 0, 5.0), (800, 10.0, 700, 9.5)])
def test_score_limits_solve_their_equation(case: tuple[int, float, int, float], level: float) -> None:
    events1, time1, events2, time2 = case
    for limit, sign in zip(rate_ratio(*case, method="irr_score", level=level)[1:], (1, -1), strict=True):
        if 0 < limit < np.inf:
            rate2 = (events1 + events2) / (limit * time1 + time2)  # maximum of the likelihood given the ratio
            error = np.sqrt(limit * rate2 / time1 + limit**2 * rate2 / time2)
            statistic = (events1 / time1 - limit * events2 / time2) / error
            assert statistic == pytest.approx(sign * norm.isf((1 - level) / 2), abs=1e-10)


@pytest.mark.parametrize("total", [1, 4, 23])
@pytest.mark.parametrize("level", [0.8, 0.95])
def test_exact_limits_cover(total: int, level: float) -> None:
    events1 = np.arange(total + 1)
    _, lower, upper = rate_ratio(events1, 3.0, total - events1, 2.0, level=level)
    ends = np.concatenate([lower[lower > 0], upper[np.isfinite(upper)]])
    for ratio in np.concatenate([ends * (1 + 1e-9), ends * (1 - 1e-9), np.geomspace(1e-3, 1e3, 101)]):
        covered = (lower <= ratio) & (ratio <= upper)
        # Given all events, arm 1's are binomial with share 3 r / (3 r + 2).
        share = 3 * ratio / (3 * ratio + 2)
        assert np.sum(binom.pmf(events1, total, share) * covered) >= level - 1e-8


@settings(deadline=None)
@given(case=RATES, level=LEVELS)
@pytest.mark.parametrize("method", ALL)
def test_properties(method: str, case: tuple[int, float, int, float], level: float) -> None:
    events1, time1, events2, time2 = case
    estimate, lower, upper = found = rate_ratio(events1, time1, events2, time2, method=method, level=level)
    swapped = rate_ratio(events2, time2, events1, time1, method=method, level=level)
    with np.errstate(divide="ignore"):
        inverse = [1 / swapped.estimate, 1 / swapped.upper, 1 / swapped.lower]
    np.testing.assert_allclose(inverse, found, rtol=1e-12)
    np.testing.assert_allclose(
        rate_ratio(events1, time1 * 12, events2, time2 * 12, method=method, level=level), found, rtol=1e-12
    )
    if method == "irr_wald_log" and 0 in (events1, events2):
        assert np.isnan([lower, upper]).all()
        return
    assert (lower == 0) == (events1 == 0)
    assert (upper == np.inf) == (events2 == 0)
    if events1 + events2 > 0:
        assert lower <= estimate * (1 + 1e-14)
        assert estimate <= upper * (1 + 1e-14)
    wider = rate_ratio(events1, time1, events2, time2, method=method, level=(1 + level) / 2)
    assert wider.lower <= lower * (1 + 1e-12)
    assert upper <= wider.upper * (1 + 1e-12)


def test_no_events_and_no_time() -> None:
    for method in ("irr_exact_conditional", "irr_exact_central", "irr_score"):
        found = rate_ratio(0, 10.0, 0, 12.0, method=method)
        assert np.isnan(found.estimate)
        assert found.lower == 0
        assert found.upper == np.inf
    for method in ALL:
        assert np.isnan(rate_ratio(1, 0.0, 2, 3.0, method=method)).all()
