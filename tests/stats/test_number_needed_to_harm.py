"""The number needed to harm is the reciprocal of the risk difference, region by region."""

import numpy as np
import pytest
from hypothesis import given, settings

from pv.stats import METHODS, number_needed_to_harm, risk_difference
from two_arms import LEVELS, Table, tables


def test_harm_benefit_and_both_by_hand() -> None:
    # Wald: 30/100 - 10/100 = 0.2, error sqrt(0.0021 + 0.0009) = 0.054772, limits 0.2 -+ 0.107351
    found = number_needed_to_harm(30, 100, 10, 100, method="rd_wald")
    half = 1.959963984540054 * np.sqrt(0.003)
    np.testing.assert_allclose(found[:3], [5, 1 / (0.2 + half), 1 / (0.2 - half)], rtol=1e-13)
    assert np.isnan(found[3:]).all()
    benefit = number_needed_to_harm(10, 100, 30, 100, method="rd_wald")
    np.testing.assert_allclose([-benefit.estimate, *benefit[3:]], found[:3], rtol=1e-13)
    assert np.isnan(benefit[1:3]).all()
    # 12/100 - 10/100 = 0.02, error sqrt(0.001056 + 0.0009): the difference may be harm or benefit
    half = 1.959963984540054 * np.sqrt(0.001956)
    both = number_needed_to_harm(12, 100, 10, 100, method="rd_wald")
    np.testing.assert_allclose(both, [50, 1 / (0.02 + half), np.inf, 1 / (half - 0.02), np.inf], rtol=1e-12)


def test_equal_risks_are_infinitely_many() -> None:
    found = number_needed_to_harm([0, 5], [20, 50], [0, 5], [20, 50])
    assert (found.estimate == np.inf).all()
    np.testing.assert_allclose(found.harm_lower, found.benefit_lower, rtol=1e-13)


def test_an_interval_that_ends_at_zero_is_one_region() -> None:
    # 0 of 8 against 0 of 8 has Wald limits 0 and 0: no number, on neither side.
    found = number_needed_to_harm(0, 8, 0, 8, method="rd_wald")
    assert found.estimate == np.inf
    assert np.isnan(found[1:]).all()


def test_an_empty_arm_is_undefined() -> None:
    assert np.isnan(number_needed_to_harm(0, 0, 1, 4)).all()


@settings(deadline=None)
@given(case=tables(), level=LEVELS)
@pytest.mark.parametrize("method", [name for name in METHODS["risk_difference"] if name != "rd_agresti_caffo"])
def test_regions_hold_the_estimate_and_exclude_zero(method: str, case: Table, level: float) -> None:
    number, harm_lower, harm_upper, benefit_lower, benefit_upper = number_needed_to_harm(
        *case, method=method, level=level
    )
    difference = risk_difference(*case, method=method, level=level)
    if np.isnan(difference.lower):
        return
    assert np.isnan(harm_lower) == (difference.upper <= 0)
    assert np.isnan(benefit_lower) == (difference.lower >= 0)
    slack = 1 + 1e-9
    if np.isfinite(number) and number > 0:
        assert harm_lower <= number * slack <= harm_upper * slack**2
    if number < 0:
        assert benefit_lower <= -number * slack <= benefit_upper * slack**2
