"""The t interval of a mean: by hand, and as scipy's t distribution has it."""

import numpy as np
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from pv.stats import mean_interval


def test_by_hand_with_the_quantile_of_the_table() -> None:
    # t(0.975; 9) = 2.262157 (any table): 5 -+ 2.262157 x 3 / sqrt(10)
    found = mean_interval(5, 3, 10)
    half = 2.2621571627 * 3 / np.sqrt(10)
    np.testing.assert_allclose(found, [5, 5 - half, 5 + half], rtol=1e-9)


@given(st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=30), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_as_the_t_distribution_of_scipy(values: list[float], level: float) -> None:
    sd = np.std(values, ddof=1)
    found = mean_interval(np.mean(values), sd, len(values), level=level)
    frozen = scipy.stats.t(len(values) - 1, loc=np.mean(values), scale=max(sd, 1e-300) / np.sqrt(len(values)))
    np.testing.assert_allclose([found.lower, found.upper], frozen.interval(level), rtol=1e-9, atol=1e-9)


def test_one_value_has_no_interval() -> None:
    found = mean_interval([3.0, 3.0], [0.0, 1.0], [1, 0])
    assert np.isnan(found).all()
