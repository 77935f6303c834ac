"""Limits of a probability from its standard error."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pv.stats.time_to_event.pointwise_limits import LIMITS, critical_value, pointwise_limits

Z = 1.959963984540054  # normal quantile of 0.975


def test_each_scale_by_hand() -> None:
    p, s = np.array([0.6]), np.array([0.1])
    # ln(-ln 0.6) = ln 0.5108256 = -0.6717270; its standard error 0.1 / (0.6 * 0.5108256) = 0.3262692
    # -0.6717270 +- 1.959964 * 0.3262692 = -1.3112029, -0.0322511; exp(-exp(.)) = 0.7637646, 0.3797419
    lower, upper = pointwise_limits(p, s, level=0.95, limits="log-log")
    assert (lower[0], upper[0]) == pytest.approx((0.3797419, 0.7637646), abs=1e-7)
    # 0.6 exp(-+ 1.959964 / 6) = 0.6 * 0.7213285, 0.6 * 1.3863310
    lower, upper = pointwise_limits(p, s, level=0.95, limits="log")
    assert (lower[0], upper[0]) == pytest.approx((0.4327971, 0.8317986), abs=1e-7)
    lower, upper = pointwise_limits(p, s, level=0.95, limits="plain")
    assert (lower[0], upper[0]) == pytest.approx((0.6 - 0.1 * Z, 0.6 + 0.1 * Z))


@pytest.mark.parametrize("limits", LIMITS)
def test_no_width_is_not_a_limit(limits: str) -> None:
    lower, upper = pointwise_limits(np.array([0.0, 1.0, 0.5]), np.array([0.1, 0.1, 0.0]), level=0.95, limits=limits)
    assert np.isnan([lower, upper]).all()


@given(p=st.floats(1e-12, 1 - 1e-12), s=st.floats(1e-12, 1), limits=st.sampled_from(LIMITS), level=st.floats(0.5, 0.99))
def test_limits_are_probabilities_about_the_estimate_and_widen_with_the_level(
    p: float, s: float, limits: str, level: float
) -> None:
    lower, upper = pointwise_limits(np.array([p]), np.array([s]), level=level, limits=limits)
    wider = pointwise_limits(np.array([p]), np.array([s]), level=level + 0.005, limits=limits)
    assert 0 <= wider.lower[0] <= lower[0] <= p <= upper[0] <= wider.upper[0] <= 1


def test_wrong_options_are_named() -> None:
    with pytest.raises(ValueError, match="'logit' is not one of log-log, log, plain"):
        pointwise_limits(np.array([0.5]), np.array([0.1]), level=0.95, limits="logit")
    with pytest.raises(ValueError, match="level = 95 is not between 0 and 1"):
        critical_value(95)
