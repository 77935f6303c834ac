"""The mean cumulative function against arithmetic by hand, subject by subject, and special cases of known answer."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from pv.stats import StepFunction, mean_cumulative_function, values_at

Z = 1.959963984540054  # normal quantile of 0.975
HISTORIES = st.lists(
    st.integers(0, 6).flatmap(lambda end: st.tuples(st.just(end), st.lists(st.integers(0, end), max_size=4))),
    min_size=1,
    max_size=12,
)


def fit(histories: list[tuple[int, list[int]]], **options: str) -> StepFunction:
    """Return the curve of subjects given as end of observation and times of events."""
    subject = [who for who, (_, events) in enumerate(histories) for _ in events]
    when = [time for _, events in histories for time in events]
    return mean_cumulative_function(subject, when, [end for end, _ in histories], **options)  # type: ignore[arg-type] # limits only


def robust_variance(histories: list[tuple[int, list[int]]], time: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the variance by its definition, one subject and one time after the other."""
    ends = np.array([end for end, _ in histories])
    total = np.zeros(time.size)
    for end, own in histories:
        residual = np.zeros(time.size)
        for row, moment in enumerate(time):
            at_risk = np.count_nonzero(ends >= moment)
            mean = sum(events.count(moment) for _, events in histories) / at_risk
            if end >= moment:
                residual[row] = (own.count(moment) - mean) / at_risk
        total += np.cumsum(residual) ** 2
    return total


def test_three_subjects_by_hand() -> None:
    # A observed to 10 with events at 2 and 5, B to 5 with events at 2 and (twice) at 5, C to 4 without.
    curve = fit([(10, [2, 5]), (5, [2, 5, 5]), (4, [])])
    assert curve.time.tolist() == [2, 4, 5, 10]
    assert curve.at_risk.tolist() == [3, 3, 2, 1]
    assert curve.events.tolist() == [2, 0, 3, 0]
    assert curve.censored.tolist() == [0, 1, 1, 1]
    np.testing.assert_allclose(curve.estimate, [2 / 3, 2 / 3, 2 / 3 + 3 / 2, 2 / 3 + 3 / 2])
    # Residuals over n: at 2 (1 - 2/3)/3 = 1/9, 1/9, -2/9; at 5 (1 - 3/2)/2 = -1/4 for A, (2 - 3/2)/2 = 1/4 for B
    first = 1 / 81 + 1 / 81 + 4 / 81
    then = (1 / 9 - 1 / 4) ** 2 + (1 / 9 + 1 / 4) ** 2 + (2 / 9) ** 2
    np.testing.assert_allclose(curve.std_error**2, [first, first, then, then])
    ratio = np.exp(Z * np.sqrt(then) / (13 / 6))
    np.testing.assert_allclose([curve.lower[2], curve.upper[2]], [13 / 6 / ratio, 13 / 6 * ratio])
    plain = fit([(10, [2, 5]), (5, [2, 5, 5]), (4, [])], limits="plain")
    np.testing.assert_allclose([plain.lower[0], plain.upper[0]], [2 / 3 - Z * first**0.5, 2 / 3 + Z * first**0.5])


@given(HISTORIES)
def test_variance_is_the_sum_over_subjects(histories: list[tuple[int, list[int]]]) -> None:
    curve = fit(histories)
    np.testing.assert_allclose(curve.std_error**2, robust_variance(histories, curve.time), atol=1e-10)


@given(HISTORIES)
def test_curve_rises_and_its_limits_hold_it(histories: list[tuple[int, list[int]]]) -> None:
    for limits in ("log", "plain"):
        curve = fit(histories, limits=limits)
        assert (np.diff(curve.estimate) >= 0).all()
        assert (curve.lower >= 0)[np.isfinite(curve.lower)].all()
        assert not (curve.lower > curve.estimate).any()
        assert not (curve.upper < curve.estimate).any()


def test_all_observed_to_the_end_is_a_sample_mean() -> None:
    # Without censoring M is the mean count and its variance the sample variance (over n) over n.
    counts = np.random.default_rng(0).poisson(2.5, 40)
    when = np.random.default_rng(1).random(counts.sum()) * 9
    curve = mean_cumulative_function(np.repeat(np.arange(40), counts), when, np.full(40, 9.0))
    assert curve.estimate[-1] == pytest.approx(counts.mean())
    assert curve.std_error[-1] ** 2 == pytest.approx(counts.var() / 40)


def test_variance_at_size_is_the_sum_over_subjects() -> None:
    random = np.random.default_rng(5)
    histories = []
    for _ in range(150):
        end = int(random.integers(1, 60))
        histories.append((end, random.integers(0, end + 1, random.poisson(3)).tolist()))
    curve = fit(histories)
    np.testing.assert_allclose(curve.std_error**2, robust_variance(histories, curve.time), rtol=1e-10)


def test_equal_subjects_no_events_and_nobody() -> None:
    same = fit([(5, [1]), (5, [1])])
    assert same.std_error.tolist() == [0, 0]
    assert np.isnan(same.upper).all()
    none = fit([(5, [])])
    assert none.estimate.tolist() == [0]
    assert np.isnan(none.upper).all()
    assert mean_cumulative_function([], [], []).estimate.size == 0
    assert np.isnan(values_at(none, 6).estimate)  # nobody is observed any more


def test_wrong_input_is_named() -> None:
    with pytest.raises(ValueError, match=r"subject\[1\] = 2 is not an index of end_time, 0 to 1"):
        mean_cumulative_function([0, 2], [1, 1], [3, 3])
    with pytest.raises(ValueError, match=r"event_time\[0\] = 4 is after the end of the subject's observation"):
        mean_cumulative_function([0], [4], [3])
    with pytest.raises(ValueError, match=r"subject has shape"):
        mean_cumulative_function([0, 1], [1], [3, 3])
    with pytest.raises(ValueError, match="'log-log' is not one of log, plain"):
        mean_cumulative_function([0], [1], [3], limits="log-log")
