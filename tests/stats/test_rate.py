"""Intervals of one rate against R, statsmodels, their definitions and the exact method's coverage."""

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.stats import poisson
from statsmodels.stats.rates import confint_poisson

from pv.stats import METHODS, rate_interval
from reference import Row, rows
from two_arms import EVENTS, LEVELS, TIMES

ALL = tuple(METHODS["rate_interval"])


@pytest.mark.parametrize("row", rows(*ALL))
def test_reference(row: Row) -> None:
    assert not row.differences(rate_interval(*row.inputs, method=row.method, level=row.level))


@pytest.mark.parametrize(
    ("method", "name"), [("garwood_exact", "exact-c"), ("rate_score", "score"), ("normal", "wald")]
)
@pytest.mark.parametrize(("events", "time"), [(9, 44.75), (75, 410.2), (100_000, 1e6)])
def test_statsmodels(method: str, name: str, events: int, time: float) -> None:
    expected = confint_poisson(events, time, method=name, alpha=0.1)
    np.testing.assert_allclose(rate_interval(events, time, method=method, level=0.9)[1:], expected, rtol=1e-9)


@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
def test_garwood_covers(level: float) -> None:
    events = np.arange(200)
    _, lower, upper = rate_interval(events, 1.0, level=level)
    near = np.concatenate([lower[:30], upper[:30]])
    mean = np.concatenate([near + 1e-9, np.maximum(near - 1e-9, 0), np.linspace(0, 40, 401)])
    covers = (lower <= mean[:, None]) & (mean[:, None] <= upper)
    assert np.min(np.sum(poisson.pmf(events, mean[:, None]) * covers, axis=1)) >= level - 1e-8


def test_byar_by_hand() -> None:
    # 2 events in 6.5: 2 (1 - 1/18 - z / (3 sqrt 2))^3 and 3 (1 - 1/27 + z / (3 sqrt 3))^3, each over 6.5
    z = 1.959963984540054
    lower, upper = 2 * (17 / 18 - z / (3 * np.sqrt(2))) ** 3, 3 * (26 / 27 + z / (3 * np.sqrt(3))) ** 3
    np.testing.assert_allclose(rate_interval(2, 6.5, method="byar_classic")[1:], [lower / 6.5, upper / 6.5], rtol=1e-13)


@settings(deadline=None)
@given(events=EVENTS, time=TIMES, level=LEVELS)
@pytest.mark.parametrize("method", ALL)
def test_properties(method: str, events: int, time: float, level: float) -> None:
    estimate, lower, upper = found = rate_interval(events, time, method=method, level=level)
    assert estimate == events / time
    if method == "normal_log" and events == 0:
        assert np.isnan([lower, upper]).all()
        return
    # Rothman's lower limit is above 0 at no events up to a level of 0.9.
    if method != "byar_rothman" or level >= 0.95:
        assert lower <= estimate * (1 + 1e-14) <= upper * (1 + 3e-14)
    wider = rate_interval(events, time, method=method, level=(1 + level) / 2)
    assert wider.lower <= lower + 1e-14 * estimate
    assert upper <= wider.upper * (1 + 1e-14)
    days = rate_interval(events, time * 365.25, method=method, level=level)
    np.testing.assert_allclose(np.array(days) * 365.25, found, rtol=1e-12)


@settings(deadline=None)
@given(time=TIMES, level=LEVELS)
def test_no_events_leave_a_width(time: float, level: float) -> None:
    for method in ("garwood_exact", "rate_score", "byar_classic"):
        found = rate_interval(0, time, method=method, level=level)
        assert found.lower == 0 < found.upper < np.inf


def test_no_time_is_undefined() -> None:
    for method in ALL:
        assert np.isnan(rate_interval([0, 3], 0.0, method=method)).all()
