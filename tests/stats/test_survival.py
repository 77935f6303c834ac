"""Kaplan-Meier against arithmetic by hand, textbook tables, lifelines and statsmodels."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from lifelines.utils import median_survival_times
from statsmodels.duration.survfunc import SurvfuncRight

import adtte
import remission
from pv.stats import kaplan_meier, survival_quantile, values_at
from pv.stats.time_to_event.pointwise_limits import LIMITS

SUBJECTS = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 1)), min_size=1, max_size=30)


def test_ten_subjects_by_hand() -> None:
    subjects = adtte.ten()
    curve = kaplan_meier(subjects.time, subjects.event)
    # time   at risk  events  censored  S                    sum d / (n (n - d))
    #    3        10       3         0  7/10                 3/70
    #    8         7       0         2  7/10
    #   14         5       1         1  7/10 * 4/5  = 0.56   + 1/20
    #   24         3       1         0  0.56 * 2/3           + 1/6
    #   64         2       1         0  0.56 / 3             + 1/2
    #  189         1       0         1
    assert curve.time.tolist() == [3, 8, 14, 24, 64, 189]
    assert curve.at_risk.tolist() == [10, 7, 5, 3, 2, 1]
    assert curve.events.tolist() == [3, 0, 1, 1, 1, 0]
    assert curve.censored.tolist() == [0, 2, 1, 0, 0, 1]
    survival = np.array([0.7, 0.7, 0.56, 1.12 / 3, 0.56 / 3, 0.56 / 3])
    sums = np.cumsum([3 / 70, 0, 1 / 20, 1 / 6, 1 / 2, 0])
    np.testing.assert_allclose(curve.estimate, survival, rtol=1e-14)
    np.testing.assert_allclose(curve.std_error, survival * np.sqrt(sums), rtol=1e-14)


def test_textbook_table_of_remission() -> None:
    # Klein JP, Moeschberger ML. Survival Analysis. 2nd ed. Springer 2003, Tables 4.1A and 4.1B
    treated = remission.ARM == 1
    curve = values_at(kaplan_meier(remission.TIME[treated], remission.EVENT[treated]), [6, 7, 10, 13, 16, 22, 23])
    assert curve.estimate.round(3).tolist() == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert curve.std_error.round(3).tolist() == [0.076, 0.087, 0.096, 0.107, 0.114, 0.128, 0.135]


def test_medians_of_remission_as_printed_by_r() -> None:
    # R's survfit(Surv(time, cens) ~ treat, data = MASS::gehan), log limits: control 8 (4, 12), 6-MP 23 (16, NA)
    treated = remission.ARM == 1
    median = survival_quantile(kaplan_meier(remission.TIME[~treated], remission.EVENT[~treated], limits="log"))
    assert tuple(map(float, median)) == (8, 4, 12)
    median = survival_quantile(kaplan_meier(remission.TIME[treated], remission.EVENT[treated], limits="log"))
    assert tuple(map(float, median[:2])) == (23, 16)
    assert np.isnan(median.upper)


@pytest.mark.parametrize("arm", ["Placebo", "Xanomeline High Dose", "Xanomeline Low Dose"])
def test_whole_study_against_lifelines(arm: str) -> None:
    subjects = adtte.everyone()
    time, event = subjects.time[subjects.group == arm], subjects.event[subjects.group == arm]
    fit: Any = KaplanMeierFitter().fit(time, event)
    curve = kaplan_meier(time, event)
    np.testing.assert_array_equal(curve.time, fit.event_table.index[1:])
    np.testing.assert_array_equal(curve.at_risk, fit.event_table["at_risk"][1:])
    np.testing.assert_allclose(curve.estimate, fit.survival_function_.iloc[1:, 0], rtol=1e-12)
    defined = np.isfinite(curve.lower)
    limits = fit.confidence_interval_.iloc[1:][defined]
    np.testing.assert_allclose(np.column_stack([curve.lower, curve.upper])[defined], limits, rtol=1e-10)
    median = survival_quantile(curve)
    expected = [fit.median_survival_time_, *median_survival_times(fit.confidence_interval_).to_numpy().ravel()]
    np.testing.assert_array_equal(np.nan_to_num(median, nan=np.inf), expected)


@pytest.mark.parametrize(("limits", "method"), [("log-log", "cloglog"), ("log", "log"), ("plain", "linear")])
def test_quantiles_against_statsmodels(limits: str, method: str) -> None:
    subjects = adtte.everyone()
    other: Any = SurvfuncRight(subjects.time, subjects.event)
    ours = kaplan_meier(subjects.time, subjects.event, limits=limits)
    np.testing.assert_allclose(ours.std_error[ours.events > 0], other.surv_prob_se, rtol=1e-12)
    for probability in (0.1, 0.25, 0.4, 0.5):
        found = survival_quantile(ours, probability)
        assert float(found.estimate) == other.quantile(probability)
        assert tuple(map(float, found[1:])) == other.quantile_ci(probability, method=method)


def test_a_level_stretch_at_the_quantile_gives_its_middle() -> None:
    # S = 3/4, 1/2, 1/2 (censored at 5), 0: the median is the middle of 2 and 9
    curve = kaplan_meier([1, 2, 5, 9], [1, 1, 0, 1])
    assert float(survival_quantile(curve).estimate) == 5.5
    # S stays at 1/2 until observation ends at 6
    assert float(survival_quantile(kaplan_meier([1, 2, 6, 6], [1, 1, 0, 0])).estimate) == 4
    # the upper limit falls to 0.9 at 2 (0.845 there) and never to 0.1
    assert survival_quantile(curve, [[0.1, 0.9]]).upper.tolist()[0][0] == 2
    assert np.isnan(survival_quantile(curve, [[0.1, 0.9]]).upper[0, 1])


def test_no_events_all_events_and_nobody() -> None:
    none = kaplan_meier([3, 4], [0, 0])
    assert none.estimate.tolist() == [1, 1]
    assert np.isnan([none.lower, none.upper]).all()
    every = kaplan_meier([3, 3], [1, 1])
    assert (every.estimate.tolist(), every.std_error.tolist()) == ([0], [0])
    assert np.isnan(every.lower).all()
    empty = kaplan_meier([], [])
    assert empty.estimate.size == 0
    assert np.isnan(survival_quantile(empty).estimate)


@given(SUBJECTS, st.sampled_from(LIMITS))
def test_curve_falls_and_lies_within_its_limits(subjects: list[tuple[int, int]], limits: str) -> None:
    time, event = np.array(subjects).T
    curve = kaplan_meier(time, event, limits=limits)
    assert (np.diff(np.concatenate([[1], curve.estimate])) <= 0).all()
    defined = np.isfinite(curve.lower)
    assert (curve.lower[defined] <= curve.estimate[defined]).all()
    assert (curve.upper[defined] >= curve.estimate[defined]).all()


@given(SUBJECTS, st.randoms())
def test_order_of_subjects_does_not_matter(subjects: list[tuple[int, int]], random: Any) -> None:  # noqa: ANN401 - hypothesis' own type
    mixed = list(subjects)
    random.shuffle(mixed)
    for one, other in zip(kaplan_meier(*np.array(subjects).T), kaplan_meier(*np.array(mixed).T), strict=True):
        np.testing.assert_array_equal(one, other)


def test_wrong_input_is_named() -> None:
    with pytest.raises(ValueError, match=r"time\[1\] = -1 "):
        kaplan_meier([1, -1], [1, 0])
    with pytest.raises(ValueError, match=r"event\[0\] = 2 "):
        kaplan_meier([1, 1], [2, 0])
    with pytest.raises(ValueError, match=r"event has shape"):
        kaplan_meier([1, 1], [1])
    with pytest.raises(ValueError, match=r"probability\[1\] = 1 "):
        survival_quantile(kaplan_meier([1], [1]), [0.5, 1])
