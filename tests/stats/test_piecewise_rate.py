"""Rates over intervals of time against arithmetic by hand and FDA's printed example."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

import adtte
from pv.stats import piecewise_rate, rate_interval


def test_six_subjects_by_hand() -> None:
    # Weeks to the event (e) or end: 0e 5e 12e 12 30 80e, breaks 12, 24, 36, 48
    #   0-12:  0 + 5 + 12 + 12 + 12 + 12 = 53, events at 0, 5 and 12
    #   12-24: 12 + 12; 24-36: 6 + 12; 36-48: 12; from 48: 32 and the event at 80
    found = piecewise_rate([0, 5, 12, 12, 30, 80], [1, 1, 1, 0, 0, 1], [12, 24, 36, 48])
    assert found.start.tolist() == [0, 0, 12, 24, 36, 48]
    assert found.end.tolist() == [np.inf, 12, 24, 36, 48, np.inf]
    assert found.at_risk.tolist() == [6, 6, 2, 2, 1, 1]
    assert found.events.tolist() == [4, 3, 0, 0, 0, 1]
    assert found.person_time.tolist() == [139, 53, 24, 18, 12, 32]
    np.testing.assert_allclose(found.estimate, [4 / 139, 3 / 53, 0, 0, 0, 1 / 32])
    assert found.upper[2] == pytest.approx(-np.log(0.025) / 24)  # exact limit of no events


def test_fda_figure_12() -> None:
    # Printed: 16 subjects with events in 1038 person-years; by interval 4/366, 5/271, 4/215, 2/105, 1/81. With
    # intervals of one unit and everyone leaving at an end, person-years are subjects: 366 - 271 = 95 leave first, ...
    printed, years = np.array([4, 5, 4, 2, 1]), np.array([366, 271, 215, 105, 81])
    leaving = years - np.append(years[1:], 0)
    time = np.repeat([1.0, 2.0, 3.0, 4.0, 5.0], leaving)
    event = np.concatenate([np.arange(number) < events for number, events in zip(leaving, printed, strict=True)])
    found = piecewise_rate(time, event, [1, 2, 3, 4], method="wilson_fda_fig12")
    assert found.events.tolist() == [16, *printed]
    assert found.person_time.tolist() == [1038, *years]
    assert (100 * found.estimate).round(1).tolist() == [1.5, 1.1, 1.8, 1.9, 1.9, 1.2]
    for row, (count, total) in enumerate(zip(found.events, found.person_time, strict=True)):
        expected = proportion_confint(count, total, method="wilson")
        assert (found.lower[row], found.upper[row]) == pytest.approx(expected, rel=1e-9)


def test_figure_12_limits_do_not_exist_for_more_events_than_time() -> None:
    found = piecewise_rate([0.2, 0.3], [1, 1], [1], method="wilson_fda_fig12")
    np.testing.assert_allclose(found.estimate, [4, 4, np.nan])
    assert np.isnan([found.lower, found.upper]).all()


def test_whole_study_adds_up() -> None:
    subjects = adtte.everyone()
    found = piecewise_rate(subjects.time, subjects.event, [30, 90, 180], level=0.9)
    assert found.events[0] == 152
    assert found.events[1:].sum() == 152
    assert found.person_time[0] == pytest.approx(found.person_time[1:].sum())
    overall = rate_interval(152, subjects.time.sum(), level=0.9)
    np.testing.assert_allclose([found.lower[0], found.upper[0]], [overall.lower, overall.upper])


@given(
    subjects=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 1)), max_size=20),
    breaks=st.sets(st.integers(1, 30), max_size=5),
)
def test_each_day_of_each_subject_is_counted_once(subjects: list[tuple[int, int]], breaks: set[int]) -> None:
    found = piecewise_rate([time for time, _ in subjects], [event for _, event in subjects], sorted(breaks))
    for row in range(1, found.start.size):
        start, end = found.start[row], found.end[row]
        days = sum(start < day <= end for time, _ in subjects for day in range(1, time + 1))
        first = start == 0
        assert found.person_time[row] == days
        assert found.events[row] == sum(
            event and (start < time <= end or (first and time == 0)) for time, event in subjects
        )
        assert found.at_risk[row] == sum(time > start or first for time, _ in subjects)


def test_wrong_input_is_named() -> None:
    with pytest.raises(ValueError, match=r"breaks\[1\] = 12 is not above the break before it, or 0"):
        piecewise_rate([1], [1], [12, 12])
    with pytest.raises(ValueError, match=r"breaks\[0\] = 0 is not above"):
        piecewise_rate([1], [1], [0, 12])
    with pytest.raises(ValueError, match="'exact' is not one of garwood_exact"):
        piecewise_rate([1], [1], [12], method="exact")
