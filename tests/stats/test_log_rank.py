"""The log-rank test against arithmetic by hand, a textbook, lifelines and statsmodels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifelines.statistics import multivariate_logrank_test
from statsmodels.duration.survfunc import survdiff

import adtte
import remission
from pv.stats import log_rank

SUBJECTS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 1), st.integers(0, 2)), min_size=2, max_size=25)


def test_ten_subjects_by_hand() -> None:
    subjects = adtte.ten()
    test = log_rank(subjects.time, subjects.event, subjects.group)
    # time  placebo / high at risk  events  expected, placebo     variance
    #    3        5 / 5             1 + 2   3 * 5/10 = 1.5        3 * 7/9 * 1/4  = 7/12
    #   14        3 / 2             0 + 1   3/5                   6/25
    #   24        2 / 1             1 + 0   2/3                   2/9
    #   64        1 / 1             1 + 0   1/2                   1/4
    expected, variance = 1.5 + 3 / 5 + 2 / 3 + 1 / 2, 7 / 12 + 6 / 25 + 2 / 9 + 1 / 4
    assert test.groups.tolist() == ["Placebo", "Xanomeline High Dose"]
    assert test.observed.tolist() == [3, 3]
    np.testing.assert_allclose(test.expected, [expected, 6 - expected], rtol=1e-14)
    np.testing.assert_allclose(test.covariance, [[variance, -variance], [-variance, variance]], rtol=1e-13)
    assert test.statistic == pytest.approx((3 - expected) ** 2 / variance, rel=1e-12)  # 0.0548885
    assert test.degrees_of_freedom == 1


def test_textbook_values_of_remission() -> None:
    # R, survdiff(Surv(time, cens) ~ treat, data = MASS::gehan): expected 19.3 and 10.7, chi-squared 16.8, p 4.17e-05
    test = log_rank(remission.TIME, remission.EVENT, remission.ARM)
    assert test.observed.tolist() == [9, 21]
    assert test.expected.round(1).tolist() == [19.3, 10.7]
    assert round(test.statistic, 1) == 16.8
    assert test.p_value == pytest.approx(4.17e-5, rel=2e-3)


@pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")  # within lifelines
def test_whole_study_against_lifelines() -> None:
    subjects = adtte.everyone()
    theirs = multivariate_logrank_test(subjects.time, subjects.group, subjects.event)
    ours = log_rank(subjects.time, subjects.event, subjects.group)
    assert ours.degrees_of_freedom == 2
    assert ours.statistic == pytest.approx(theirs.test_statistic, rel=1e-12)
    assert ours.p_value == pytest.approx(theirs.p_value, rel=1e-9)


def test_strata_against_statsmodels() -> None:
    subjects = adtte.everyone().arms("Xanomeline High Dose", "Placebo")
    strata = np.arange(subjects.time.size) % 3
    ours = log_rank(subjects.time, subjects.event, subjects.group, strata=strata)
    statistic, p_value = survdiff(subjects.time, subjects.event, subjects.group, strata=strata)
    assert ours.statistic == pytest.approx(statistic, rel=1e-10)
    assert ours.p_value == pytest.approx(p_value, rel=1e-7)


def test_nothing_to_compare_is_nan() -> None:
    for test in (
        log_rank([1, 2], [0, 0], [1, 2]),  # no events
        log_rank([1, 2], [1, 1], [1, 1]),  # one group
        log_rank([1, 2], [0, 1], ["a", "b"]),  # the other group has left
        log_rank([], [], []),
    ):
        assert np.isnan([test.statistic, test.p_value]).all()
        assert test.degrees_of_freedom == 0


def test_a_group_never_at_risk_costs_no_degree_of_freedom() -> None:
    time, event, group = [2, 3, 4, 5, 1], [1, 1, 1, 0, 0], ["a", "b", "a", "b", "c"]
    whole = log_rank(time, event, group)
    assert whole.degrees_of_freedom == 1
    assert whole.statistic == pytest.approx(log_rank(time[:4], event[:4], group[:4]).statistic)


@given(SUBJECTS)
def test_observed_and_expected_sum_alike_and_names_do_not_matter(subjects: list[tuple[int, int, int]]) -> None:
    time, event, group = np.array(subjects).T
    test = log_rank(time, event, group)
    assert test.observed.sum() == pytest.approx(test.expected.sum())
    np.testing.assert_allclose(test.covariance.sum(axis=0), 0, atol=1e-12)
    renamed = log_rank(time * 7, event, 2 - group)
    assert renamed.degrees_of_freedom == test.degrees_of_freedom
    np.testing.assert_allclose(renamed.statistic, test.statistic, rtol=1e-6, atol=1e-9)


def test_wrong_input_is_named() -> None:
    with pytest.raises(ValueError, match=r"group has shape \(1,\): it must be \(2,\), as time is"):
        log_rank([1, 2], [0, 1], [1])
    with pytest.raises(ValueError, match=r"event\[0\] = 3 is not a whole number from 0 to 1"):
        log_rank([1, 2], [3, 1], [1, 2])
