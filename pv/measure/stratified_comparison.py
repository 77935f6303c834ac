"""Each arm against the comparator, pooled over the strata of the study."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pv import stats
from pv.measure.p_value import STRATIFIED_RISK_TESTS
from pv.measure.width import of_width
from pv.study.setting.report_settings import StatisticsPart

GRAIN = ["arm", "comparator", "level", "soc", "term", "category"]
_COUNTS = ["subjects", "arm_subjects", "comparator_subjects", "comparator_arm_subjects"]


def stratified_comparison(counts: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return one row per arm, term and category: the risk difference, risk ratio and odds ratio common to the strata.

    Args:
        counts: rows by stratum, every arm, term and category with the same strata in the same order.
        statistics: the methods of the risk difference and the risk ratio, the test and the confidence level.
    """
    return pooled_over_strata(counts, GRAIN, statistics)


def pooled_over_strata(counts: pd.DataFrame, grain: list[str], statistics: StatisticsPart) -> pd.DataFrame:
    """Return one row for each of the grain, with what is common to its strata.

    Args:
        counts: rows by stratum, each of the grain with the same strata in the same order.
        grain: the columns that name a row.
        statistics: the methods and the confidence level.
    """
    rows = counts.drop_duplicates(grain)[grain].reset_index(drop=True)
    strata = max(counts["stratum"].nunique(), 1)
    by_stratum = [counts[name].to_numpy(dtype=np.float64).reshape(-1, strata) for name in _COUNTS]
    # Most rows of a large table repeat the same counts, so each distinct row of them is solved once.
    distinct, place = np.unique(np.concatenate(by_stratum, axis=1), axis=0, return_inverse=True)
    solved = _pooled(np.split(distinct, 4, axis=1), statistics)
    totals = {name: values.sum(axis=1).astype(np.int64) for name, values in zip(_COUNTS, by_stratum, strict=True)}
    return rows.assign(
        strata=strata,
        **totals,
        **{name: values[place.ravel()] for name, values in solved.items()},
        rd_method=statistics.stratified_risk_difference,
        rr_method=statistics.stratified_risk_ratio,
        or_method="or_mh",
        p_method=statistics.stratified_test,
        confidence_level=statistics.confidence_level,
    )


def _pooled(arms: list[NDArray[np.float64]], statistics: StatisticsPart) -> dict[str, NDArray[np.float64]]:
    """Return the estimates, limits and p-values by column; the risk difference in percentage points."""
    level = statistics.confidence_level
    difference = of_width(
        stats.stratified_risk_difference(*arms, method=statistics.stratified_risk_difference, level=level)
    )
    ratio = of_width(stats.stratified_risk_ratio(*arms, method=statistics.stratified_risk_ratio, level=level))
    odds = of_width(stats.stratified_odds_ratio(*arms, level=level))
    return {
        "risk_difference": 100 * difference.estimate,
        "rd_lower": 100 * difference.lower,
        "rd_upper": 100 * difference.upper,
        "risk_ratio": ratio.estimate,
        "rr_lower": ratio.lower,
        "rr_upper": ratio.upper,
        "odds_ratio": odds.estimate,
        "or_lower": odds.lower,
        "or_upper": odds.upper,
        "p_value": STRATIFIED_RISK_TESTS[statistics.stratified_test](*arms),
    }
