"""The Cox hazard ratio against arithmetic by hand, a textbook and lifelines."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifelines import CoxPHFitter
from scipy.optimize import brentq
from statsmodels.duration.hazard_regression import PHReg

import adtte
import remission
from pv.stats import hazard_ratio

SUBJECTS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 1), st.integers(1, 2)), min_size=2, max_size=25)


def test_ten_subjects_by_hand() -> None:
    subjects = adtte.ten()
    arm = np.where(subjects.group == "Placebo", 2, 1)
    # At risk in arm 1 (high dose) and arm 2 at each event; of three tied events at 3 (two in arm 1) the second and
    # third are drawn after a third and two thirds of the tied have gone (Efron).
    first = np.array([5, 5 - 2 / 3, 5 - 4 / 3, 2, 1, 1])
    second = np.array([5, 5 - 1 / 3, 5 - 2 / 3, 3, 2, 1])

    def score(coefficient: float) -> float:
        theta = np.exp(coefficient)
        return 3 - float(np.sum(first * theta / (first * theta + second)))  # 3 events in arm 1

    expected = brentq(score, -5, 5, xtol=1e-14)
    share = first * np.exp(expected) / (first * np.exp(expected) + second)
    error = 1 / np.sqrt(np.sum(share * (1 - share)))
    found = hazard_ratio(subjects.time, subjects.event, arm)
    assert found.coefficient == pytest.approx(expected, abs=1e-12)
    assert found.std_error == pytest.approx(error, rel=1e-10)
    assert found.estimate == pytest.approx(np.exp(expected), rel=1e-12)
    assert found.upper == pytest.approx(np.exp(expected + 1.959963984540054 * error), rel=1e-10)


def test_textbook_values_of_remission() -> None:
    # R, coxph(Surv(time, cens) ~ treat, data = MASS::gehan): control 1.572, exp 4.817, se 0.412, z 3.81, p 0.000138
    found = hazard_ratio(remission.TIME, remission.EVENT, 3 - remission.ARM)
    assert round(found.coefficient, 3) == 1.572
    assert round(found.estimate, 3) == 4.817
    assert round(found.std_error, 3) == 0.412
    assert round(found.coefficient / found.std_error, 2) == 3.81
    assert round(found.p_value, 6) == 0.000138


@pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")  # within lifelines
@pytest.mark.parametrize("pair", [("Xanomeline High Dose", "Placebo"), ("Xanomeline Low Dose", "Xanomeline High Dose")])
def test_whole_study_against_lifelines(pair: tuple[str, str]) -> None:
    subjects = adtte.everyone().arms(*pair)
    arm = subjects.group.astype(np.int64)
    frame = pd.DataFrame({"time": subjects.time, "event": subjects.event, "arm": 2.0 - arm})
    fit: Any = CoxPHFitter(alpha=0.1).fit(frame, "time", "event", fit_options={"precision": 1e-12})
    theirs = fit.summary.loc["arm"]
    ours = hazard_ratio(subjects.time, subjects.event, arm, level=0.9)
    assert ours.coefficient == pytest.approx(theirs["coef"], rel=1e-7)
    assert ours.std_error == pytest.approx(theirs["se(coef)"], rel=1e-7)
    assert ours.lower == pytest.approx(theirs["exp(coef) lower 90%"], rel=1e-7)
    assert ours.upper == pytest.approx(theirs["exp(coef) upper 90%"], rel=1e-7)
    assert ours.p_value == pytest.approx(theirs["p"], rel=1e-5)


def test_strata_against_statsmodels() -> None:
    subjects = adtte.everyone().arms("Xanomeline High Dose", "Placebo")
    arm, strata = subjects.group.astype(np.int64), np.arange(subjects.time.size) % 3
    model: Any = PHReg(subjects.time, 2.0 - arm[:, np.newaxis], subjects.event, strata=strata, ties="efron")
    theirs = model.fit()
    ours = hazard_ratio(subjects.time, subjects.event, arm, strata=strata)
    assert ours.coefficient == pytest.approx(theirs.params[0], rel=1e-6)
    assert ours.std_error == pytest.approx(theirs.bse[0], rel=1e-6)


def test_an_arm_without_events_has_no_finite_ratio() -> None:
    none = hazard_ratio([1, 2, 3, 4], [0, 1, 0, 1], [1, 2, 1, 2])
    assert (none.estimate, none.coefficient) == (0, -np.inf)
    assert np.isnan([none.lower, none.upper, none.std_error, none.p_value]).all()
    every = hazard_ratio([1, 2, 3, 4], [1, 0, 1, 0], [1, 2, 1, 2])
    assert (every.estimate, every.coefficient) == (np.inf, np.inf)


def test_an_arm_that_always_fails_first_has_no_finite_ratio() -> None:
    # Events in both arms, yet arm 1 is gone before the first event of arm 2.
    assert hazard_ratio([1, 2, 3, 4], [1, 1, 1, 1], [1, 1, 2, 2]).estimate == np.inf


@pytest.mark.parametrize("event", [[0, 0], [0, 1]])
def test_nothing_to_compare_is_nan(event: list[int]) -> None:
    # No event; or an event when only one arm is left.
    assert np.isnan(hazard_ratio([1, 2], event, [1, 2])).all()
    assert np.isnan(hazard_ratio([1, 2], [1, 1], [1, 1])).all()
    assert np.isnan(hazard_ratio([], [], [])).all()


@given(SUBJECTS)
def test_swapping_arms_inverts_and_only_the_order_of_times_matters(subjects: list[tuple[int, int, int]]) -> None:
    time, event, arm = np.array(subjects).T
    found = hazard_ratio(time, event, arm)
    swapped = hazard_ratio(time, event, 3 - arm)
    with np.errstate(divide="ignore"):
        np.testing.assert_allclose(np.float64(1) / swapped.estimate, found.estimate, rtol=1e-9)
        np.testing.assert_allclose(np.float64(1) / swapped.upper, found.lower, rtol=1e-8)
    np.testing.assert_array_equal(hazard_ratio(time**2, event, arm), found)
    assert not found.lower > found.estimate
    assert not found.upper < found.estimate


def test_extreme_imbalance_converges() -> None:
    # Five of arm 1 fail first of all, one more is lost after the first of 19,995 events of arm 2: of the six events at
    # which arm 1 is at risk, with 3.5 subjects on average, it has five. The odds 5 are about 3.5 HR / 20,000.
    time, arm = np.arange(1.0, 20001.0), np.where(np.arange(20000) < 5, 1, 2)
    found = hazard_ratio(np.append(time, 6.5), np.append(np.ones(20000), 0), np.append(arm, 1))
    assert 1e4 < found.estimate < 1e5
    assert found.lower < found.estimate < found.upper


def test_wrong_input_is_named() -> None:
    with pytest.raises(ValueError, match=r"arm\[1\] = 0 is not 1 \(investigational\) or 2 \(comparator\)"):
        hazard_ratio([1, 2], [1, 1], [1, 0])
    with pytest.raises(ValueError, match="level = 1 is not between 0 and 1"):
        hazard_ratio([1, 2], [1, 1], [1, 2], level=1)
