"""The Cochran-Mantel-Haenszel test against R, statsmodels and arithmetic by hand; Sato's variance by hand."""

import numpy as np
import pytest
from scipy.stats import chi2
from statsmodels.stats.contingency_tables import StratifiedTable

from pv.stats import cmh, cmh_cc, stratified_risk_difference
from reference import Row, rows

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


def test_sato_by_hand() -> None:
    # One stratum, 2 of 10 against 1 of 5: difference 0, weight 50 / 15.
    # Q = (2 * 4 + 1 * 8) / 30; variance Q / weight^2, as the difference is 0.
    half = 1.959963984540054 * np.sqrt(16 / 30) / (50 / 15)
    found = stratified_risk_difference([2], [10], [1], [5], method="rd_mh_sato")
    np.testing.assert_allclose(found, [0, -half, half], rtol=1e-14, atol=1e-16)
