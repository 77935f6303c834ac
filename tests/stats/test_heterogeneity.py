"""Cochran's test of one common effect against arithmetic by hand and statsmodels."""

import numpy as np
import pytest
from statsmodels.stats.meta_analysis import combine_effects

from pv.stats import heterogeneity_test


def test_three_groups_by_hand() -> None:
    # Weights 1, 4 and 1, mean (0 + 4 * 1 + 3) / 6 = 7/6: Q = 49/36 + 4 * 1/36 + 121/36 = 174/36.
    found = heterogeneity_test([0, 1, 3], [1, 0.5, 1])
    assert found.statistic == pytest.approx(174 / 36)
    assert found.degrees_of_freedom == 2
    # Chi-squared on 2 degrees of freedom has the tail exp(-x / 2).
    assert found.p_value == pytest.approx(np.exp(-174 / 72))


def test_it_is_that_of_statsmodels() -> None:
    draw = np.random.default_rng(3)
    effect, error = draw.normal(size=7), draw.uniform(0.2, 1.5, 7)
    theirs = combine_effects(effect, error**2, method_re="dl").test_homogeneity()
    found = heterogeneity_test(effect, error)
    assert found.statistic == pytest.approx(theirs.statistic)
    assert found.p_value == pytest.approx(theirs.pvalue)


def test_groups_without_a_finite_effect_are_left_out() -> None:
    whole = heterogeneity_test([0, 1], [0.5, 0.5])
    assert heterogeneity_test([0, np.inf, 1, np.nan], [0.5, np.nan, 0.5, np.nan]) == whole
    for few in (([], []), ([1.0], [1.0]), ([1.0, np.nan], [1.0, np.nan])):
        assert np.isnan(heterogeneity_test(*few).p_value)


def test_wrong_input_is_named() -> None:
    with pytest.raises(ValueError, match=r"std_error\[1\] = 0 is not above 0"):
        heterogeneity_test([1, 2], [1, 0])
    with pytest.raises(ValueError, match=r"std_error has shape \(1,\)"):
        heterogeneity_test([1, 2], [1])
