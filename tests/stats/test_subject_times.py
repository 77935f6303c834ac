"""Subject-level times are counted at each distinct time, and the first wrong value is named."""

import numpy as np
import pytest

from pv.stats.time_to_event.subject_times import (
    checked_status,
    checked_times,
    group_table,
    refuse,
    risk_table,
    same_length,
)


def test_equal_times_are_one_row_and_the_censored_are_at_risk_with_the_events() -> None:
    table = risk_table(np.array([5.0, 3.0, 3.0, 3.0, 8.0]), np.array([2, 1, 0, 1, 1]))
    assert table.time.tolist() == [3, 5, 8]
    assert table.at_risk.tolist() == [5, 2, 1]
    assert table.events.tolist() == [2, 0, 1]
    assert table.competing.tolist() == [0, 1, 0]
    assert table.censored.tolist() == [1, 0, 0]


def test_groups_are_counted_at_event_times_only() -> None:
    table = group_table(np.array([1.0, 2, 2, 3, 4]), np.array([0, 1, 1, 2, 0]), np.array([0, 0, 1, 1, 1]), 2)
    assert table.at_risk.tolist() == [[1, 3], [0, 2]]  # at 2 and 3; nothing happens at 1 and 4
    assert table.events.tolist() == [[1, 1], [0, 0]]
    assert table.competing.tolist() == [[0, 0], [0, 1]]


@pytest.mark.parametrize("value", [-1.0, np.nan, np.inf])
def test_a_wrong_time_is_named(value: float) -> None:
    with pytest.raises(ValueError, match=r"time\[2\] = .* is not a time"):
        checked_times("time", [0, 1, value, -5])


@pytest.mark.parametrize("value", [-1, 0.5, np.nan, 2])
def test_a_wrong_event_is_named(value: float) -> None:
    with pytest.raises(ValueError, match=r"event\[1\] = .* is not a whole number from 0 to 1"):
        checked_status("event", [1, value], largest=1)


def test_a_wrong_cause_is_named() -> None:
    with pytest.raises(ValueError, match=r"status\[0\] = -2 is not 0 \(censored\) or a cause"):
        checked_status("status", [-2])


def test_a_wrong_scalar_has_no_index() -> None:
    with pytest.raises(ValueError, match=r"^probability = 2 is wrong$"):
        refuse(np.array(2.0) > 1, "probability", np.array(2.0), "is wrong")


def test_lengths_must_agree() -> None:
    with pytest.raises(ValueError, match=r"event has shape \(2,\): it must be \(3,\), as time is"):
        same_length(time=np.zeros(3), event=np.zeros(2))
    with pytest.raises(ValueError, match=r"time has shape \(2, 2\): it must be one-dimensional"):
        same_length(time=np.zeros((2, 2)))
