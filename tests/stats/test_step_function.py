"""A curve read at chosen times: right-continuous, with numbers at risk and running totals."""

import numpy as np
import pytest

from pv.stats import aalen_johansen, kaplan_meier, values_at


def test_values_between_on_before_and_after_the_steps() -> None:
    #   time      2     4     5
    #   at risk   5     3     1
    #   events    1     1     0
    #   censored  1     1     1
    #   S         4/5   8/15  8/15
    curve = kaplan_meier([2, 2, 4, 4, 5], [1, 0, 1, 0, 0])
    found = values_at(curve, [0, 1.9, 2, 3, 4, 5, 5.1])
    assert found.at_risk.tolist() == [5, 5, 5, 3, 3, 1, 0]
    assert found.events.tolist() == [0, 0, 1, 1, 2, 2, 2]
    assert found.censored.tolist() == [0, 0, 1, 1, 2, 3, 3]
    np.testing.assert_allclose(found.estimate, [1, 1, 0.8, 0.8, 8 / 15, 8 / 15, np.nan])
    assert found.std_error[:2].tolist() == [0, 0]
    assert np.isnan(found.lower).tolist() == [True, True, False, False, False, False, True]


def test_a_curve_whose_every_event_was_seen_is_known_for_ever() -> None:
    assert values_at(kaplan_meier([1, 2], [1, 1]), 100).estimate == 0
    competing = values_at(aalen_johansen([1, 2], [1, 2]), 100)
    assert competing.estimate == 0.5
    assert np.isfinite([competing.lower, competing.upper]).all()
    assert competing.competing == 1


def test_incidence_starts_at_zero_and_any_shape_is_kept() -> None:
    found = values_at(aalen_johansen([1, 2], [1, 0]), [[0, 1], [2, 3]])
    np.testing.assert_array_equal(found.estimate, [[0, 0.5], [0.5, np.nan]])
    assert found.at_risk.shape == (2, 2)


def test_nobody_is_unknown_everywhere() -> None:
    found = values_at(kaplan_meier([], []), [0, 1])
    assert np.isnan(found.estimate).all()
    assert found.at_risk.tolist() == [0, 0]


def test_a_wrong_time_is_named() -> None:
    with pytest.raises(ValueError, match=r"times\[1\] = nan is not a time"):
        values_at(kaplan_meier([1], [1]), [0, np.nan])
