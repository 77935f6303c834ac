"""The numbers that the search for courses looks at, against lifelines, statsmodels and scipy, on data with ties."""

import numpy as np
import pytest
from lifelines import KaplanMeierFitter
from lifelines.utils import median_survival_times
from statsmodels.duration.hazard_regression import PHReg
from statsmodels.duration.survfunc import survdiff

from pv.reconstruct.search.arrays import Floats, Ints
from pv.reconstruct.search.kernel.curve import median_limits, sort_again
from pv.reconstruct.search.kernel.misses import miss, p_miss
from pv.reconstruct.search.kernel.oddness import off_visit
from pv.reconstruct.search.kernel.ratio import hazard_ratio


def drawn(seed: int, size: int = 90) -> tuple[Ints, Ints, Ints, Ints]:
    """Return days with many ties, how they end, sides and strata."""
    rng = np.random.default_rng(seed)
    day = rng.integers(1, 40, size) * 5
    return day, rng.integers(0, 3, size), rng.integers(0, 2, size), rng.integers(0, 3, size)


def median(day: Ints, kind: Ints, *, reverse: bool = False) -> Floats:
    """Return lower limit, median, upper limit."""
    out = np.empty(6)
    order = np.argsort(day, kind="stable")
    median_limits(order, day, kind, np.ones(day.size, dtype=np.bool_), reverse, out)
    return out[:3]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("reverse", [False, True])
def test_medians_and_limits_are_those_of_lifelines(seed: int, *, reverse: bool) -> None:
    day, kind, _, _ = drawn(seed)
    curve = KaplanMeierFitter().fit(day, (kind > 0) != reverse)
    limits = median_survival_times(curve.confidence_interval_).iloc[0]
    expected = [limits.iloc[0], curve.median_survival_time_, limits.iloc[1]]
    assert median(day, kind, reverse=reverse) == pytest.approx([float(x) for x in expected])


def test_what_is_not_reached_is_infinite() -> None:
    # Four of ten have the event: the curve ends at 0.6.
    day, kind = np.arange(1, 11), np.array([1, 1, 1, 1, 0, 0, 0, 0, 0, 0])
    assert median(day, kind)[1:].tolist() == [np.inf, np.inf]


@pytest.mark.parametrize("seed", range(4))
def test_hazard_ratio_and_log_rank_are_those_of_statsmodels(seed: int) -> None:
    day, kind, side, stratum = drawn(seed)
    out = np.empty(6)
    every = np.ones(day.size, dtype=np.bool_)
    hazard_ratio(np.argsort(day, kind="stable"), day, kind, side, every, stratum, -0.3, out)
    in_arm = (side == 0).astype(float)[:, np.newaxis]
    model = PHReg(day.astype(float), in_arm, kind > 0, strata=stratum, ties="efron").fit()
    assert out[:3] == pytest.approx([float(np.exp(x)) for x in (*model.params, *model.conf_int()[0])], rel=1e-4)
    assert out[3] == pytest.approx(survdiff(day, kind > 0, side, strata=stratum)[1], rel=1e-9)


def test_a_cohort_without_strata_is_compared_alone() -> None:
    day, kind, side, _ = drawn(7)
    inside = np.arange(day.size) % 3 > 0
    out = np.empty(6)
    hazard_ratio(np.argsort(day, kind="stable"), day, kind, side, inside, np.zeros_like(day), 0.0, out)
    expected = survdiff(day[inside], kind[inside] > 0, side[inside])[1]
    assert out[3] == pytest.approx(expected, rel=1e-9)


def test_nothing_is_missed_inside_what_prints_so() -> None:
    # 9.9 months are 9.85 up to 9.95: 0.5, and 0.054 from 9.9546 to the margin of 0.04 of the width, in widths of 0.1.
    assert miss(9.90, 9.85, 9.95) == 0
    assert miss(9.9546, 9.85, 9.95) == pytest.approx(0.5 + (9.9546 - 9.95 + 0.004) / 0.1)
    assert miss(12.0, 9.85, 9.95) > miss(11.0, 9.85, 9.95) > miss(10.0, 9.85, 9.95) > 0
    assert miss(9.9, np.nan, np.nan) == 0
    assert p_miss(0.0004, 0.0, 0.001) == 0
    assert p_miss(0.0049, 0.0045, 0.0055) == 0
    assert p_miss(0.02, 0.0045, 0.0055) > p_miss(0.006, 0.0045, 0.0055) > 0
    assert p_miss(0.0001, 0.0045, 0.0055) > p_miss(0.004, 0.0045, 0.0055) > 0


def test_visits_are_known_by_their_days() -> None:
    assert [day for day in (3, 34, 40, 51, 63, 76, 92) if off_visit(day, 42)] == [3, 51, 63]
    assert not off_visit(63, 0)


def test_subjects_are_sorted_again() -> None:
    day = np.array([5, 3, 9, 3, 1])
    order = np.arange(5)
    sort_again(order, day)
    assert day[order].tolist() == [1, 3, 3, 5, 9]
