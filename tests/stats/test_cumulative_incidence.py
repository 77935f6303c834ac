"""Aalen-Johansen against arithmetic by hand, textbook sums, published R output and lifelines."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifelines import AalenJohansenFitter
from numpy.typing import NDArray

import adtte
import transplant
from pv.stats import aalen_johansen, kaplan_meier, values_at
from pv.stats.time_to_event.cumulative_incidence import VARIANCES
from pv.stats.time_to_event.pointwise_limits import LIMITS
from r_random import Random

SUBJECTS = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 3)), min_size=1, max_size=25)
Vector = NDArray[np.float64]


def weighted_incidence(time: Vector, status: NDArray[np.int64], weight: Vector, at: float) -> float:
    """Return the cumulative incidence of cause 1 of weighted subjects, one time after the other."""
    free, incidence = 1.0, 0.0
    for moment in np.unique(time[time <= at]):
        at_risk = weight[time >= moment].sum()
        incidence += free * weight[(time == moment) & (status == 1)].sum() / at_risk
        free *= 1 - weight[(time == moment) & (status > 0)].sum() / at_risk
    return incidence


def jackknife_variance(time: Vector, status: NDArray[np.int64], at: float) -> float:
    """Return the sum of squared derivatives of the incidence by the weight of each subject, by differences."""
    total, step = 0.0, 1e-5
    for subject in range(time.size):
        up, down = np.ones(time.size), np.ones(time.size)
        up[subject] += step
        down[subject] -= step
        slope = weighted_incidence(time, status, up, at) - weighted_incidence(time, status, down, at)
        total += (slope / (2 * step)) ** 2
    return total


def aalen_variance(time: Vector, status: NDArray[np.int64], at: float) -> float:
    """Return Aalen's variance as a sum over times of squared derivatives times variances of the increments."""
    final, total, free = weighted_incidence(time, status, np.ones(time.size), at), 0.0, 1.0
    for moment in np.unique(time[(time <= at) & (status > 0)]):
        n = np.count_nonzero(time >= moment)
        own = np.count_nonzero((time == moment) & (status == 1))
        other = np.count_nonzero((time == moment) & (status > 1))
        later = final - weighted_incidence(time, status, np.ones(time.size), moment)
        lost = later / (1 - (own + other) / n) if own + other < n else 0.0
        for events, derivative in ((own, free - lost), (other, -lost)):
            tied = (n - events) / (n - 1) if events > 1 else 1.0
            total += derivative**2 * events * tied / n**2
        free *= 1 - (own + other) / n
    return total


def test_ten_subjects_by_hand() -> None:
    subjects = adtte.ten()
    curve = aalen_johansen(subjects.time, subjects.status)
    # time  at risk  event  stopped  S before  F
    #    3       10      3        0         1  0.3
    #    8        7      0        2       0.7  0.3                  S = 0.7 * 5/7 = 0.5
    #   14        5      1        1       0.5  0.3 + 0.5 / 5 = 0.4  S = 0.5 * 3/5 = 0.3
    #   24        3      1        0       0.3  0.4 + 0.3 / 3 = 0.5  S = 0.3 * 2/3 = 0.2
    #   64        2      1        0       0.2  0.5 + 0.2 / 2 = 0.6  S = 0.2 * 1/2 = 0.1
    #  189        1      0        0 (censored)
    assert curve.competing.tolist() == [0, 2, 1, 0, 0, 0]
    np.testing.assert_allclose(curve.estimate, [0.3, 0.3, 0.4, 0.5, 0.6, 0.6], rtol=1e-14)
    # At 3 the variance is binomial: 3 * 7 / 10^3 for the jackknife, 3 * 7 / (10^2 * 9) without replacement.
    assert curve.std_error[0] == pytest.approx(np.sqrt(21 / 900), rel=1e-14)
    jackknife = aalen_johansen(subjects.time, subjects.status, variance="infinitesimal_jackknife")
    assert jackknife.std_error[0] == pytest.approx(np.sqrt(21 / 1000), rel=1e-14)
    # At 14, Aalen, derivative by the hazard squared times its variance:
    #   event at 3:    (1 - 0.1 / 0.7)^2 * 21 / 900             = 0.0171429
    #   stopped at 8:  (0.7 * -0.1 / 0.5)^2 * 2 * 5 / (49 * 6)   = 0.0006667
    #   event at 14:   0.5^2 / 5^2                               = 0.01
    assert curve.std_error[2] ** 2 == pytest.approx(0.0171428571 + 0.0006666667 + 0.01, abs=1e-9)


def test_variance_of_two_tied_causes_is_multinomial_for_the_jackknife() -> None:
    subjects = adtte.ten()
    jackknife = aalen_johansen(subjects.time, subjects.status, variance="infinitesimal_jackknife")
    # At 24 with F = 0.5: D = F - F_j, terms S^2 d1 (n - d1) / n^3 - 2 S D d1 / n^2 + D^2 d / (n (n - d))
    #    3: 1 * 3*7/1000 - 2 * 0.2 * 3/100 + 0.04 * 3/70   = 0.021 - 0.012 + 0.0017142857
    #    8:                                  0.04 * 2/35   = 0.0022857143
    #   14: 0.25 * 4/125 - 2 * 0.5 * 0.1/25 + 0.01 * 2/15  = 0.008 - 0.004 + 0.0013333333
    #   24: 0.09 * 2/27                                    = 0.0066666667
    assert jackknife.std_error[3] ** 2 == pytest.approx(0.025, abs=1e-12)


@given(SUBJECTS)
def test_both_variances_are_the_textbook_sums(subjects: list[tuple[int, int]]) -> None:
    time, status = np.array(subjects, dtype=np.float64).T
    codes = status.astype(np.int64)
    aalen = aalen_johansen(time, codes)
    jackknife = aalen_johansen(time, codes, variance="infinitesimal_jackknife")
    at = float(aalen.time[-1])
    assert aalen.estimate[-1] == pytest.approx(weighted_incidence(time, codes, np.ones(time.size), at), abs=1e-12)
    assert aalen.std_error[-1] ** 2 == pytest.approx(aalen_variance(time, codes, at), abs=1e-10)
    # Where everybody left is ended together, S is 0 and the derivative by a weight has a corner: look one time earlier.
    if aalen.censored[-1] or aalen.time.size == 1:
        assert jackknife.std_error[-1] ** 2 == pytest.approx(jackknife_variance(time, codes, at), abs=1e-7)
    else:
        earlier = float(aalen.time[-2])
        assert jackknife.std_error[-2] ** 2 == pytest.approx(jackknife_variance(time, codes, earlier), abs=1e-7)


def test_published_output_of_cmprsk() -> None:
    # tests/test.Rout.save of R's cmprsk 2.2-9: set.seed(2), rexp, sample; cuminc(ss, cc) at 1 to 5
    random = Random(2)
    time = random.exponentials(100)
    random.sample(1, 3, 100)
    status = random.sample(0, 2, 100)
    estimates = {1: [0.2352861, 0.3287068, 0.4247898], 2: [0.2567862, 0.3931580, 0.4631781, 0.4911861]}
    variances = {
        1: [0.002062112, 0.002957844, 0.004170634],
        2: [0.002190305, 0.003273248, 0.004004514, 0.004369940],
    }
    for cause, estimate in estimates.items():
        found = values_at(aalen_johansen(time, status, cause=cause), range(1, len(estimate) + 1))
        np.testing.assert_allclose(found.estimate, estimate, atol=6e-8)
        np.testing.assert_allclose(found.std_error**2, variances[cause], atol=6e-10)


def test_published_estimates_with_ties() -> None:
    # cuminc of the transplant data at 20, 40, 60 months
    published = {
        ("ALL", 1): [0.3713851, 0.3875571, 0.3875571],
        ("AML", 1): [0.2414530, 0.2663827, 0.2810390],
        ("ALL", 2): [0.3698630, 0.3860350, 0.3860350],
        ("AML", 2): [0.4439103, 0.4551473, 0.4551473],
    }
    for (disease, cause), estimate in published.items():
        chosen = disease == transplant.DISEASE
        curve = aalen_johansen(transplant.TIME[chosen], transplant.STATUS[chosen], cause=cause)
        np.testing.assert_allclose(values_at(curve, [20, 40, 60]).estimate, estimate, atol=6e-8)


@pytest.mark.parametrize("arm", ["Placebo", "Xanomeline High Dose", "Xanomeline Low Dose"])
def test_whole_study_one_subject_after_the_other(arm: str) -> None:
    subjects = adtte.everyone()
    time, status = subjects.time[subjects.group == arm], subjects.status[subjects.group == arm]
    for variance, brute in (("aalen", aalen_variance), ("infinitesimal_jackknife", jackknife_variance)):
        found = values_at(aalen_johansen(time, status, variance=variance), [7, 30, 180])
        for row, at in enumerate((7, 30, 180)):
            expected = weighted_incidence(time, status, np.ones(time.size), at)
            assert found.estimate[row] == pytest.approx(expected, rel=1e-12)
            assert found.std_error[row] ** 2 == pytest.approx(brute(time, status, at), rel=1e-6)


def test_lifelines_on_times_without_ties() -> None:
    # lifelines moves tied times at random, so it is asked about data without any. Its variance is Marubini and
    # Valsecchi's, from the delta method, which is the infinitesimal jackknife; it has none where nobody is left.
    random = np.random.default_rng(4)
    time, status = random.exponential(10, 80), random.integers(0, 3, 80)
    fit: Any = AalenJohansenFitter().fit(time, status, event_of_interest=1)
    curve = aalen_johansen(time, status, variance="infinitesimal_jackknife")
    np.testing.assert_allclose(curve.estimate, fit.cumulative_density_.iloc[1:, 0], rtol=1e-10)
    np.testing.assert_allclose(curve.std_error[:-1] ** 2, np.ravel(fit.variance_)[1:-1], rtol=1e-10)
    defined = np.isfinite(curve.lower[:-1])
    theirs = fit.confidence_interval_.iloc[1:-1][defined]
    np.testing.assert_allclose(np.column_stack([curve.lower, curve.upper])[:-1][defined], theirs, rtol=1e-9)


@given(SUBJECTS)
def test_without_competing_events_it_is_one_minus_kaplan_meier(subjects: list[tuple[int, int]]) -> None:
    time, status = np.array(subjects).T
    survival = kaplan_meier(time, status > 0)
    incidence = aalen_johansen(time, status > 0, variance="infinitesimal_jackknife")
    np.testing.assert_array_equal(incidence.estimate, 1 - survival.estimate)
    np.testing.assert_allclose(incidence.std_error, survival.std_error, atol=1e-12)


@given(SUBJECTS, st.sampled_from(LIMITS), st.sampled_from(VARIANCES))
def test_causes_and_survival_sum_to_one_and_limits_hold_the_estimate(
    subjects: list[tuple[int, int]], limits: str, variance: str
) -> None:
    time, status = np.array(subjects).T
    curves = [aalen_johansen(time, status, cause=cause, limits=limits, variance=variance) for cause in (1, 2, 3)]
    whole = kaplan_meier(time, status > 0).estimate + np.sum([curve.estimate for curve in curves], axis=0)
    np.testing.assert_allclose(whole, 1, atol=1e-12)
    for curve in curves:
        defined = np.isfinite(curve.lower)
        assert (curve.lower[defined] <= curve.estimate[defined]).all()
        assert (curve.upper[defined] >= curve.estimate[defined]).all()


def test_no_events_and_everybody_ended() -> None:
    none = aalen_johansen([1, 2], [2, 0])
    assert none.estimate.tolist() == [0, 0]
    assert np.isnan([none.lower, none.upper]).all()
    every = aalen_johansen([1, 2, 3], [1, 1, 1])
    assert every.estimate[-1] == 1
    assert np.isnan(every.upper[-1])
    assert aalen_johansen([], []).estimate.size == 0


def test_wrong_input_is_named() -> None:
    with pytest.raises(ValueError, match=r"status\[1\] = 1.5 is not 0 \(censored\)"):
        aalen_johansen([1, 2], [1, 1.5])
    with pytest.raises(ValueError, match="cause = 0 is not 1, 2"):
        aalen_johansen([1], [1], cause=0)
    with pytest.raises(ValueError, match="'greenwood' is not one of aalen, infinitesimal_jackknife"):
        aalen_johansen([1], [1], variance="greenwood")
