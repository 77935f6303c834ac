"""Exact tests of equal rates against R, scipy and the limits they belong to."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from pv.stats import METHODS, rate_ratio, rate_ratio_test
from reference import Row, rows

SMALL = st.integers(0, 60)
TIME = st.sampled_from([0.5, 1.0, 2.0, 3.0, 33.3, 47.5])


@pytest.mark.parametrize("row", rows(*METHODS["rate_ratio_test"], with_p=True))
def test_reference(row: Row) -> None:
    assert row.close(float(rate_ratio_test(*row.inputs, method=row.method)), row.p)


@settings(deadline=None)
@given(events1=SMALL, time1=TIME, events2=SMALL, time2=TIME)
def test_scipy(events1: int, time1: float, events2: int, time2: float) -> None:
    p = rate_ratio_test(events1, time1, events2, time2)
    if events1 + events2 == 0:
        assert p == 1
    else:
        expected = binomtest(events1, events1 + events2, time1 / (time1 + time2)).pvalue
        assert p == pytest.approx(expected, rel=1e-9)


@settings(deadline=None)
@given(events1=SMALL, time1=TIME, events2=SMALL, time2=TIME, level=st.sampled_from([0.8, 0.9, 0.95]))
def test_central_agrees_with_the_limits(events1: int, time1: float, events2: int, time2: float, level: float) -> None:
    p = rate_ratio_test(events1, time1, events2, time2, method="irr_exact_central")
    _, lower, upper = rate_ratio(events1, time1, events2, time2, method="irr_exact_central", level=level)
    if p > (1 - level) * (1 + 1e-9):
        assert lower <= 1 <= upper
    if p < (1 - level) * (1 - 1e-9):
        assert lower > 1 or upper < 1


def test_many_events_and_no_time() -> None:
    # 500,900 of 1,000,000 at one half: z = 1.8, p = 0.0719 by the normal approximation
    p = rate_ratio_test(500_900, 1.0, 499_100, 1.0)
    assert p == pytest.approx(binomtest(500_900, 1_000_000).pvalue, rel=1e-9)
    assert p == pytest.approx(0.0719, abs=3e-4)
    np.testing.assert_array_equal(np.isnan(rate_ratio_test([1, 1], [0.0, 1.0], 2, 3.0)), [True, False])
