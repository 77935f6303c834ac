"""Each arm against the comparator: differences, ratios and the test, with their intervals."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pv import stats
from pv.measure.width import of_width
from pv.study.settings import StatisticsPart

Floats = NDArray[np.float64]


def comparison(counts: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return the counts with risk difference (percentage points), risk ratio, rate difference, rate ratio and p-value.

    Args:
        counts: rows with subjects and arm_subjects, rate_events and rate_patient_years of both arms.
        statistics: the methods and the confidence level.
    """
    rates = _columns(
        counts, "rate_events", "rate_patient_years", "comparator_rate_events", "comparator_rate_patient_years"
    )
    level = statistics.confidence_level
    rate_difference = _interval(stats.rate_difference, rates, statistics.rate_difference, level)
    rate_ratio = _interval(stats.rate_ratio, rates, statistics.rate_ratio, level)
    return risk_comparison(counts, statistics).assign(
        rate_difference=rate_difference[0],
        ird_lower=rate_difference[1],
        ird_upper=rate_difference[2],
        ird_method=statistics.rate_difference,
        rate_ratio=rate_ratio[0],
        irr_lower=rate_ratio[1],
        irr_upper=rate_ratio[2],
        irr_method=statistics.rate_ratio,
    )


def risk_comparison(counts: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return the counts with risk difference (percentage points), risk ratio and p-value.

    Args:
        counts: rows with subjects and arm_subjects of both arms.
        statistics: the methods and the confidence level.
    """
    people = _columns(counts, "subjects", "arm_subjects", "comparator_subjects", "comparator_arm_subjects")
    level = statistics.confidence_level
    difference = _interval(stats.risk_difference, people, statistics.risk_difference, level)
    ratio = _interval(stats.risk_ratio, people, statistics.risk_ratio, level)
    return counts.assign(
        risk_difference=100 * difference[0],
        rd_lower=100 * difference[1],
        rd_upper=100 * difference[2],
        rd_method=statistics.risk_difference,
        risk_ratio=ratio[0],
        rr_lower=ratio[1],
        rr_upper=ratio[2],
        rr_method=statistics.risk_ratio,
        p_value=stats.fisher_exact(*people),
        p_method="fisher_exact",
        confidence_level=level,
    )


def _columns(counts: pd.DataFrame, *names: str) -> tuple[Floats, ...]:
    return tuple(counts[name].to_numpy(dtype=np.float64) for name in names)


def _interval(
    estimator: Callable[..., stats.Interval], inputs: tuple[Floats, ...], method: str, level: float
) -> tuple[Floats, Floats, Floats]:
    """Return estimate, lower and upper; NaN where an arm has nobody or no person-time, limits NaN without width.

    Most rows of a large table repeat the same four numbers, so each distinct four is solved once.
    """
    usable = (inputs[1] > 0) & (inputs[3] > 0)
    distinct, place = np.unique(np.column_stack(inputs)[usable], axis=0, return_inverse=True)
    solved = of_width(estimator(*distinct.T, method=method, level=level))
    filled = []
    for values in solved:
        column = np.full(usable.shape, np.nan)
        column[usable] = np.asarray(values)[place.ravel()]
        filled.append(column)
    return filled[0], filled[1], filled[2]
