"""The test of proportional hazards against the likelihood itself, differentiated numerically, and lifelines."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from lifelines import CoxPHFitter, KaplanMeierFitter
from lifelines.statistics import proportional_hazard_test
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

import adtte
import remission
from pv.stats import proportional_hazards_test

pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning", "ignore:Approximating using")

Numbers = NDArray[np.float64]


def log_likelihood(b: float, c: float, group: tuple[Numbers, Numbers, Numbers, Numbers]) -> float:
    """Return Efron's log partial likelihood of the log hazard ratio b + c had(t), subject by subject."""
    (time, event, first, had), total = group, 0.0
    for at in np.unique(time[event == 1]):
        risk = np.exp((b + c * had[time == at][0]) * first)
        tied = (time == at) & (event == 1)
        total += float(np.sum(np.log(risk[tied])))
        gone = [place / tied.sum() for place in range(tied.sum())]
        total -= sum(float(np.log(risk[time >= at].sum() - share * risk[tied].sum())) for share in gone)
    return total


def by_likelihood(time: Numbers, event: Numbers, arm: Numbers, strata: Numbers | None = None) -> float:
    """Return the score statistic of c = 0, its derivatives taken numerically."""
    fitted = KaplanMeierFitter().fit(time, event)
    had = 1 - fitted.survival_function_at_times(time - 1e-9).to_numpy()
    first, layer = (arm == 1).astype(float), np.zeros(time.size) if strata is None else strata
    chosen = [layer == one for one in np.unique(layer)]
    groups = [(time[some], event[some], first[some], had[some]) for some in chosen]

    def value(b: float, c: float) -> float:
        return sum(log_likelihood(b, c, group) for group in groups)

    found: Any = minimize_scalar(lambda b: -value(b, 0), bracket=(-1, 1), tol=1e-12)
    b, h = float(found.x), 1e-3
    score = (value(b, h) - value(b, -h)) / (2 * h)
    bb, cc = ((value(b + x, y) - 2 * value(b, 0) + value(b - x, -y)) / h**2 for x, y in ((h, 0), (0, h)))
    bc = (value(b + h, h) - value(b + h, -h) - value(b - h, h) + value(b - h, -h)) / (4 * h**2)
    return float(score**2 / -(cc - bc**2 / bb))


def test_it_is_the_score_test_of_the_likelihood() -> None:
    found = proportional_hazards_test(remission.TIME, remission.EVENT, remission.ARM)
    assert found.statistic == pytest.approx(by_likelihood(remission.TIME, remission.EVENT, remission.ARM), rel=1e-4)


def test_strata_have_each_their_own_hazard() -> None:
    strata = np.arange(remission.TIME.size, dtype=np.float64) % 2
    found = proportional_hazards_test(remission.TIME, remission.EVENT, remission.ARM, strata=strata)
    expected = by_likelihood(remission.TIME, remission.EVENT, remission.ARM, strata)
    assert found.statistic == pytest.approx(expected, rel=1e-4)


def test_lifelines_says_nearly_the_same_of_the_pilot() -> None:
    # Theirs takes the variance of the residuals as the same at all events; the score test does not.
    subjects = adtte.everyone().arms("Xanomeline High Dose", "Placebo")
    arm = subjects.group.astype(np.int64)
    frame = pd.DataFrame({"time": subjects.time, "event": subjects.event, "arm": 2.0 - arm})
    fit: Any = CoxPHFitter().fit(frame, "time", "event")
    theirs = proportional_hazard_test(fit, frame, time_transform="km")
    ours = proportional_hazards_test(subjects.time, subjects.event, arm)
    assert ours.statistic == pytest.approx(float(theirs.test_statistic.iloc[0]), rel=0.2)


def test_curves_that_cross_are_found_and_those_that_do_not_are_not() -> None:
    quantile = (np.arange(60) + 0.5) / 60
    steady = np.concatenate([-np.log(quantile), -np.log(quantile) / 2])
    crossing = np.concatenate([-np.log(quantile), (-np.log(quantile)) ** 3])
    event, arm = np.ones(120), np.repeat([1, 2], 60)
    assert proportional_hazards_test(steady, event, arm).p_value > 0.5
    assert proportional_hazards_test(crossing, event, arm).p_value < 0.001


@pytest.mark.parametrize(
    ("time", "event", "arm"),
    [([1, 2], [0, 0], [1, 2]), ([1, 2, 3], [1, 1, 0], [1, 1, 2]), ([1, 1, 2, 2], [1, 1, 0, 0], [1, 2, 1, 2])],
    ids=["no event", "no event in one arm", "all events at one time"],
)
def test_nothing_to_test_is_nan(time: list[int], event: list[int], arm: list[int]) -> None:
    assert np.isnan(proportional_hazards_test(time, event, arm)).all()
