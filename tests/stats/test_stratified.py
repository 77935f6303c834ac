"""Results over strata against R, 45-digit roots, statsmodels and the unstratified functions."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm
from statsmodels.stats.contingency_tables import StratifiedTable
from test_rate_difference import score as rate_score
from test_risk_difference import score as risk_score

from pv import stats
from pv.stats import METHODS
from reference import Row, rows
from two_arms import LEVELS, RATES, Table, tables

FUNCTIONS = {
    method: getattr(stats, name) for name in METHODS if name.startswith("stratified") for method in METHODS[name]
}
RISK_DIFFERENCES = tuple(METHODS["stratified_risk_difference"])
THREE = ([5, 9, 2], [31, 27, 12], [3, 4, 3], [30, 25, 14])
SPARSE = ([0, 1, 0], [9, 20, 3], [0, 0, 0], [8, 22, 5])
STRATA = st.lists(tables(), min_size=1, max_size=4)
RATE_STRATA = st.lists(RATES, min_size=1, max_size=4)


@pytest.mark.parametrize("row", rows(*FUNCTIONS))
def test_reference(row: Row) -> None:
    found = FUNCTIONS[row.method](*row.inputs, method=row.method, level=row.level)
    assert not row.differences(found)


@pytest.mark.parametrize("method", ["rr_mh", "or_mh"])
def test_statsmodels(method: str) -> None:
    x1, n1, x2, n2 = (np.array(values) for values in THREE)
    table = StratifiedTable(np.array([[x1, n1 - x1], [x2, n2 - x2]]))
    found = FUNCTIONS[method](*THREE, method=method, level=0.9)
    assert found.estimate == pytest.approx({"rr_mh": table.riskratio_pooled, "or_mh": table.oddsratio_pooled}[method])
    if method == "or_mh":
        np.testing.assert_allclose(found[1:], table.oddsratio_pooled_confint(alpha=0.1), rtol=1e-12)


@pytest.mark.parametrize("strata", [THREE, SPARSE])
@pytest.mark.parametrize("level", [0.8, 0.95])
def test_risk_score_limits_solve_their_equation(strata: tuple[list[int], ...], level: float) -> None:
    x1, n1, x2, n2 = (np.array(values, dtype=float) for values in strata)
    weight = n1 * n2 / (n1 + n2) / np.sum(n1 * n2 / (n1 + n2))
    _, lower, upper = stats.stratified_risk_difference(*strata, level=level)
    for limit, sign in ((float(lower), 1), (float(upper), -1)):
        deviation = x1 / n1 - x2 / n2 - limit
        # Each stratum's own statistic is deviation / error, so its error is found from it.
        statistic = np.array([risk_score(case, limit) for case in zip(*strata, strict=True)])
        error = deviation / statistic * np.sqrt((n1 + n2) / (n1 + n2 - 1))
        pooled = np.sum(weight * deviation) / np.sqrt(np.sum((weight * error) ** 2))
        assert pooled == pytest.approx(sign * norm.isf((1 - level) / 2), abs=1e-9)


def test_rate_score_limits_solve_their_equation() -> None:
    strata = ([5, 9, 0], [31.4, 27.2, 3.0], [3, 4, 1], [30.6, 25.9, 2.5])
    events1, time1, events2, time2 = (np.array(values, dtype=float) for values in strata)
    weight = time1 * time2 / (time1 + time2) / np.sum(time1 * time2 / (time1 + time2))
    for limit, sign in zip(stats.stratified_rate_difference(*strata)[1:], (1, -1), strict=True):
        deviation = events1 / time1 - events2 / time2 - limit
        statistic = np.array([rate_score(case, float(limit)) for case in zip(*strata, strict=True)])
        error = deviation / statistic
        pooled = np.sum(weight * deviation) / np.sqrt(np.sum((weight * error) ** 2))
        assert pooled == pytest.approx(sign * norm.isf(0.025), abs=1e-9)


@settings(max_examples=20, deadline=None)
@given(case=tables(), level=LEVELS)
def test_one_stratum_is_the_plain_score_interval(case: Table, level: float) -> None:
    columns = [[value] for value in case]
    found = stats.stratified_risk_difference(*columns, level=level)
    np.testing.assert_allclose(found, stats.risk_difference(*case, level=level), rtol=0, atol=1e-12)


@settings(max_examples=20, deadline=None)
@given(case=RATES, level=LEVELS)
def test_one_stratum_is_the_plain_rate_score_interval(case: tuple[int, float, int, float], level: float) -> None:
    found = stats.stratified_rate_difference(*([value] for value in case), level=level)
    plain = stats.rate_difference(*case, level=level)
    np.testing.assert_allclose(found, plain, rtol=1e-9, atol=1e-13 * float(plain.upper - plain.lower))


@settings(max_examples=20, deadline=None)
@given(strata=STRATA, level=LEVELS)
@pytest.mark.parametrize("method", RISK_DIFFERENCES)
def test_risk_difference_properties(method: str, strata: list[Table], level: float) -> None:
    x1, n1, x2, n2 = np.array(strata, dtype=float).T
    estimate, lower, upper = stats.stratified_risk_difference(x1, n1, x2, n2, method=method, level=level)
    swapped = stats.stratified_risk_difference(x2, n2, x1, n1, method=method, level=level)
    if method == "rd_strat_newcombe_cmh" and np.isnan(lower):
        # No quantile where each stratum of an arm has no event or only events.
        assert 0 in (np.sum(x1 * (n1 - x1)), np.sum(x2 * (n2 - x2)))
        assert np.isnan([upper, swapped.lower, swapped.upper]).all()
        return
    np.testing.assert_allclose([-swapped.upper, -swapped.lower], [lower, upper], rtol=0, atol=1e-12)
    assert lower <= estimate + 1e-12
    assert estimate <= upper + 1e-12
    if method == "rd_mh_miettinen_nurminen":
        assert -1 <= lower < upper <= 1
        wider = stats.stratified_risk_difference(x1, n1, x2, n2, level=(1 + level) / 2)
        assert wider.lower <= lower + 1e-12
        assert upper <= wider.upper + 1e-12


@settings(max_examples=20, deadline=None)
@given(strata=RATE_STRATA, level=LEVELS)
def test_rate_difference_properties(strata: list[tuple[int, float, int, float]], level: float) -> None:
    events1, time1, events2, time2 = np.array(strata).T
    estimate, lower, upper = stats.stratified_rate_difference(events1, time1, events2, time2, level=level)
    scale = max(abs(float(lower)), abs(float(upper)))
    assert lower < upper
    assert lower <= estimate + 1e-12 * scale
    assert estimate <= upper + 1e-12 * scale
    swapped = stats.stratified_rate_difference(events2, time2, events1, time1, level=level)
    np.testing.assert_allclose([-swapped.upper, -swapped.lower], [lower, upper], rtol=0, atol=1e-11 * scale)


def test_leading_axes_are_more_results() -> None:
    both = [np.array([first, second]) for first, second in zip(THREE, SPARSE, strict=True)]
    for method in ("rd_mh_miettinen_nurminen", "rd_mh_sato", "rr_mh", "or_mh"):
        found = FUNCTIONS[method](*both, method=method)
        assert found.lower.shape == (2,)
        np.testing.assert_allclose(
            [values[0] for values in found], FUNCTIONS[method](*THREE, method=method), atol=1e-13
        )


@pytest.mark.parametrize("method", FUNCTIONS)
def test_a_stratum_with_an_empty_arm_counts_for_nothing(method: str) -> None:
    without = FUNCTIONS[method](*THREE, method=method)
    added = [[*values, more] for values, more in zip(THREE, (2, 6, 0, 0), strict=True)]
    np.testing.assert_allclose(FUNCTIONS[method](*added, method=method), without, rtol=1e-12)
    assert np.isnan(FUNCTIONS[method]([0, 1], [0, 3], [2, 0], [5, 0], method=method)).all()


def test_no_events_at_all() -> None:
    none = ([0, 0], [10, 12], [0, 0], [9, 30])
    estimate, lower, upper = stats.stratified_risk_difference(*none)
    assert estimate == 0
    assert lower < 0 < upper
    estimate, lower, upper = stats.stratified_rate_difference(*none)
    assert estimate == 0
    assert lower < 0 < upper
    for method in ("rr_mh", "or_mh", "irr_mh"):
        assert np.isnan(FUNCTIONS[method](*none, method=method)).all()
    assert np.isnan(stats.stratified_risk_ratio([0, 0], [10, 12], [1, 0], [9, 30], method="rr_mh")[1:]).all()


def test_wrong_input_names_the_stratum() -> None:
    with pytest.raises(ValueError, match=r"x1\[1\] = 13 is larger than n1\[1\] = 12"):
        stats.stratified_risk_ratio([1, 13], [10, 12], [1, 0], [9, 30])
