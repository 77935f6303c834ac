"""Chi-square tests against R and scipy."""

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.stats import chi2_contingency

from pv.stats import pearson_chisq, pearson_chisq_yates
from reference import Row, rows
from two_arms import Table, tables


@pytest.mark.parametrize("row", rows("pearson_chisq", "pearson_chisq_yates"))
def test_reference(row: Row) -> None:
    test = {"pearson_chisq": pearson_chisq, "pearson_chisq_yates": pearson_chisq_yates}[row.method]
    assert row.close(float(test(*row.inputs)), row.p)


@settings(deadline=None)
@given(case=tables())
def test_scipy(case: Table) -> None:
    x1, n1, x2, n2 = case
    if x1 + x2 in (0, n1 + n2):
        assert np.isnan([pearson_chisq(*case), pearson_chisq_yates(*case)]).all()
        return
    table = [[x1, n1 - x1], [x2, n2 - x2]]
    for test, correction in ((pearson_chisq, False), (pearson_chisq_yates, True)):
        expected = chi2_contingency(table, correction=correction).pvalue
        assert test(*case) == pytest.approx(expected, rel=1e-6, abs=1e-300)


def test_an_empty_arm_is_undefined() -> None:
    assert np.isnan(pearson_chisq([0, 1], [0, 2], [1, 1], [4, 5])).tolist() == [True, False]
