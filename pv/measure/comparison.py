"""Each arm against the comparator: differences, ratios and the test, with their intervals."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pv import stats
from pv.measure.width import of_width
from pv.study.setting.report_settings import StatisticsPart

Floats = NDArray[np.float64]


def comparison(counts: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return the counts with risk difference, risk ratio and p-value; the rates are compared as the counts have them.

    Where the statistics name another method than the rates of the counts have, for a look, they are compared anew.

    Args:
        counts: rows with the counts of `risk_comparison` and, compared, those of `rate_comparison`.
        statistics: the methods and the confidence level.
    """
    chosen = {"ird_method": statistics.rate_difference, "irr_method": statistics.rate_ratio}
    as_chosen = all((counts[column] == method).all() for column, method in chosen.items())
    return risk_comparison(counts if as_chosen else rate_comparison(counts, statistics), statistics)


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


def rate_comparison(counts: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return the counts with rate difference (per patient-year) and rate ratio.

    Args:
        counts: rows with rate_events and rate_patient_years of both arms.
        statistics: the methods and the confidence level.
    """
    rates = _columns(
        counts, "rate_events", "rate_patient_years", "comparator_rate_events", "comparator_rate_patient_years"
    )
    level = statistics.confidence_level
    difference = _interval(stats.rate_difference, rates, statistics.rate_difference, level)
    ratio = _interval(stats.rate_ratio, rates, statistics.rate_ratio, level)
    return counts.assign(
        rate_difference=difference[0],
        ird_lower=difference[1],
        ird_upper=difference[2],
        ird_method=statistics.rate_difference,
        rate_ratio=ratio[0],
        irr_lower=ratio[1],
        irr_upper=ratio[2],
        irr_method=statistics.rate_ratio,
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
    distinct, place = _distinct([values[usable] for values in inputs])
    solved = of_width(estimator(*distinct, method=method, level=level))
    filled = []
    for values in solved:
        column = np.full(usable.shape, np.nan)
        column[usable] = np.asarray(values)[place]
        filled.append(column)
    return filled[0], filled[1], filled[2]


def _distinct(columns: Sequence[Floats]) -> tuple[list[Floats], NDArray[np.intp]]:
    """Return the distinct rows, and the place of each row among them (`numpy.unique` of rows takes far longer)."""
    order = np.lexsort(columns)
    ordered = [values[order] for values in columns]
    new = np.ones(len(order), dtype=bool)
    new[1:] = np.logical_or.reduce([values[1:] != values[:-1] for values in ordered])
    place = np.empty(len(order), dtype=np.intp)
    place[order] = np.cumsum(new) - 1
    return [values[new] for values in ordered], place
