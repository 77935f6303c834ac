"""The Cochran-Mantel-Haenszel test against R, statsmodels and arithmetic by hand; Sato's variance by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2, norm
from statsmodels.stats.contingency_tables import StratifiedTable

from pv.stats import cmh, cmh_cc, stratified_odds_ratio, stratified_risk_difference
from reference import Row, rows
from two_arms import LEVELS, Table, tables

THREE = ([5, 9, 2], [31, 27, 12], [3, 4, 3], [30, 25, 14])


@pytest.mark.parametrize("row", rows("cmh_cc", "or_mh", with_p=True))
def test_reference(row: Row) -> None:
    test = cmh_cc if row.method == "cmh_cc" else cmh  # R's test without correction is printed beside the odds ratio
    assert row.close(float(test(*row.inputs)), row.p)


@pytest.mark.parametrize("strata", [THREE, ([1, 0], [5, 6], [3, 4], [4, 9])])
def test_statsmodels(strata: tuple[list[int], ...]) -> None:
    x1, n1, x2, n2 = (np.array(values) for values in strata)
    table = StratifiedTable(np.array([[x1, n1 - x1], [x2, n2 - x2]]))
    assert cmh(*strata) == pytest.approx(table.test_null_odds().pvalue, rel=1e-12)
    assert cmh_cc(*strata) == pytest.approx(table.test_null_odds(correction=True).pvalue, rel=1e-12)


def test_one_stratum_by_hand() -> None:
    # 5 of 10 against 1 of 10: expected 3, variance 10 * 10 * 6 * 14 / (20^2 * 19) = 8400 / 7600.
    assert cmh([5], [10], [1], [10]) == pytest.approx(chi2.sf(4 / (8400 / 7600), 1), rel=1e-13)
    assert cmh_cc([5], [10], [1], [10]) == pytest.approx(chi2.sf(1.5**2 / (8400 / 7600), 1), rel=1e-13)
    # 2 of 10 against 1 of 9: the deviation from 30 / 19 is 8 / 19, less than the correction, which is left out.
    assert cmh_cc([2], [10], [1], [9]) == cmh([2], [10], [1], [9])


def test_nothing_to_compare_is_undefined() -> None:
    for strata in (([0, 0], [5, 5], [0, 0], [4, 6]), ([1, 0], [5, 0], [0, 3], [0, 6])):
        assert np.isnan([cmh(*strata), cmh_cc(*strata)]).all()


def test_satos_variance_of_the_difference_by_hand() -> None:
    # One stratum, 2 of 10 against 1 of 5: difference 0, weight 50 / 15.
    # Q = (2 * 4 + 1 * 8) / 30; variance Q / weight^2, as the difference is 0.
    half = 1.959963984540054 * np.sqrt(16 / 30) / (50 / 15)
    found = stratified_risk_difference([2], [10], [1], [5], method="rd_mh_sato")
    np.testing.assert_allclose(found, [0, -half, half], rtol=1e-14, atol=1e-16)


def refuted(strata: list[Table], level: float, ratio: float) -> bool:
    """Return whether R - ratio S is further than z standard errors from 0, by loops over the strata."""
    deviation = variance = 0.0
    for x1, n1, x2, n2 in strata:
        r, s = x1 * (n2 - x2) / (n1 + n2), x2 * (n1 - x1) / (n1 + n2)
        concordant, discordant = (x1 + n2 - x2) / (n1 + n2), (x2 + n1 - x1) / (n1 + n2)
        deviation += r - ratio * s
        variance += (concordant + ratio * discordant) * (r + ratio * s) / 2  # (P + ratio Q)(R + ratio S) / 2
    return bool(abs(deviation) > norm.isf((1 - level) / 2) * np.sqrt(variance))


@settings(max_examples=150, deadline=None)
@given(strata=st.lists(tables(), min_size=1, max_size=4), level=LEVELS)
def test_satos_limits_part_what_is_refuted_from_what_is_not(strata: list[Table], level: float) -> None:
    x1, n1, x2, n2 = np.array(strata, dtype=float).T
    estimate, lower, upper = (float(value) for value in stratified_odds_ratio(x1, n1, x2, n2, level=level))
    if np.isnan(lower):
        # Only where everyone in one arm and nobody in the other had the event, in every stratum.
        assert np.isnan(upper)
        assert not (x1.any() and (n2 - x2).any()) or not (x2.any() and (n1 - x1).any())
        assert all({a / m, b / n} == {0, 1} for a, m, b, n in strata)
        return
    assert lower < upper
    for limit, outside, inside in ((lower, 1 - 1e-6, 1 + 1e-6), (upper, 1 + 1e-6, 1 - 1e-6)):
        if 0 < limit < np.inf:
            assert refuted(strata, level, limit * outside)
            assert not refuted(strata, level, limit * inside)
    assert np.isinf(upper) == (not refuted(strata, level, 1e12))
    assert (lower == 0) == (not refuted(strata, level, 1e-12))
    if not np.isnan(estimate):
        assert lower <= estimate * (1 + 1e-12)
        assert estimate <= upper * (1 + 1e-12)
    inverse = stratified_odds_ratio(x2, n2, x1, n1, level=level)
    with np.errstate(divide="ignore"):
        np.testing.assert_allclose([1 / inverse.upper, 1 / inverse.lower], [lower, upper], rtol=1e-9)


def test_sato_by_hand() -> None:
    # 5 of 10 against 0 of 10: R = 5 x 10 / 20 = 2.5, S = 0, P = 15 / 20, Q = 5 / 20. With h = z^2 / 2 the limit is
    # where R^2 = h (P R + ratio Q R): ratio = (6.25 - 1.875 h) / (0.625 h). No ratio above it is refuted.
    half = norm.isf(0.025) ** 2 / 2
    found = stratified_odds_ratio([5], [10], [0], [10])
    np.testing.assert_allclose(found, [np.inf, (6.25 - 1.875 * half) / (0.625 * half), np.inf], rtol=1e-13)
    # Without an event nothing is refuted; with everyone against nobody there is no variance to refute with.
    np.testing.assert_array_equal(stratified_odds_ratio([0, 0], [10, 12], [0, 0], [9, 30])[1:], [0, np.inf])
    assert np.isnan(stratified_odds_ratio([0], [10], [10], [10])[1:]).all()


def test_satos_interval_is_that_of_robins_breslow_and_greenland_where_it_is_short() -> None:
    x1, n1, x2, n2 = (np.array(values) for values in THREE)
    table = StratifiedTable(np.array([[x1, n1 - x1], [x2, n2 - x2]]))
    np.testing.assert_allclose(
        stratified_odds_ratio(*THREE, level=0.001)[1:], table.oddsratio_pooled_confint(alpha=0.999), rtol=1e-6
    )
