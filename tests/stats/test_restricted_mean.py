"""Restricted means against arithmetic by hand, lifelines, and the spread of the estimate over drawn trials."""

import numpy as np
import pytest
from lifelines import KaplanMeierFitter
from lifelines.utils import restricted_mean_survival_time

import adtte
import remission
from pv.stats import restricted_mean, restricted_mean_difference

pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning", "ignore:Approximating using")


def test_four_subjects_by_hand() -> None:
    # The curve: 1 up to 1, 3/4 up to 3, 3/8 up to 4, then 0. From 1 on the area is 2 * 3/4 + 3/8 = 15/8, from 3 on 3/8;
    # d / (n (n - d)) is 1/12 at 1 and 1/2 at 3; at 4 nothing is left of the area.
    found = restricted_mean([1, 2, 3, 4], [1, 0, 1, 1], 4)
    variance = (15 / 8) ** 2 / 12 + (3 / 8) ** 2 / 2
    assert found.estimate == pytest.approx(23 / 8)
    assert found.std_error == pytest.approx(np.sqrt(variance))
    assert found.upper == pytest.approx(23 / 8 + 1.959963984540054 * np.sqrt(variance))
    assert np.isnan(found.p_value)


@pytest.mark.parametrize("until", [5.0, 17.0, 23.0])
def test_the_mean_is_that_of_lifelines(until: float) -> None:
    treated = remission.ARM == 1
    fitted = KaplanMeierFitter().fit(remission.TIME[treated], remission.EVENT[treated])
    theirs = restricted_mean_survival_time(fitted, t=until)
    found = restricted_mean(remission.TIME[treated], remission.EVENT[treated], until)
    assert found.estimate == pytest.approx(theirs, rel=1e-10)


def test_without_censoring_it_is_the_mean_of_the_times_cut_at_the_limit() -> None:
    subjects = adtte.everyone()
    time = subjects.time[subjects.event == 1]
    found = restricted_mean(time, np.ones(time.size), 60)
    cut = np.minimum(time, 60)
    assert found.estimate == pytest.approx(cut.mean())
    # Greenwood's variance is then that of a mean, with n below.
    assert found.std_error == pytest.approx(cut.std() / np.sqrt(time.size))


def test_a_difference_is_of_independent_means() -> None:
    arms = [(remission.TIME[arm == remission.ARM], remission.EVENT[arm == remission.ARM]) for arm in (1, 2)]
    first, second = (restricted_mean(time, event, 20) for time, event in arms)
    found = restricted_mean_difference(remission.TIME, remission.EVENT, remission.ARM, 20, level=0.9)
    assert found.estimate == pytest.approx(first.estimate - second.estimate)
    assert found.std_error == pytest.approx(np.hypot(first.std_error, second.std_error))
    assert found.lower == pytest.approx(found.estimate - 1.6448536269514722 * found.std_error)
    assert 0 < found.p_value < 0.001


def test_a_curve_that_is_not_known_up_to_the_limit_has_no_mean() -> None:
    assert np.isnan(restricted_mean([1, 2], [1, 0], 3).estimate)
    assert restricted_mean([1, 2], [1, 1], 3).estimate == 1.5
    assert np.isnan(restricted_mean([], [], 3).estimate)
    assert np.isnan(restricted_mean_difference([1, 2, 3], [1, 0, 1], [1, 1, 2], 3).p_value)


def test_wrong_input_is_named() -> None:
    with pytest.raises(ValueError, match=r"until = 0 is not a time above 0"):
        restricted_mean([1], [1], 0)
    with pytest.raises(ValueError, match=r"arm\[0\] = 3 is not 1"):
        restricted_mean_difference([1], [1], [3], 1)
