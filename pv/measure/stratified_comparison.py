"""Each arm against the comparator, pooled over the strata of the study."""

import numpy as np
import pandas as pd

from pv import stats
from pv.study.settings import StatisticsPart

GRAIN = ["arm", "comparator", "level", "soc", "term", "category"]
_COUNTS = ["subjects", "arm_subjects", "comparator_subjects", "comparator_arm_subjects"]


def stratified_comparison(counts: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return one row per arm, term and category: the risk difference, risk ratio and odds ratio common to the strata.

    Args:
        counts: rows by stratum, every arm, term and category with the same strata in the same order.
        statistics: the method of the risk difference and the confidence level.
    """
    rows = counts.drop_duplicates(GRAIN)[GRAIN].reset_index(drop=True)
    strata = max(counts["stratum"].nunique(), 1)
    x1, n1, x2, n2 = (counts[name].to_numpy(dtype=np.float64).reshape(-1, strata) for name in _COUNTS)
    level, method = statistics.confidence_level, statistics.stratified_risk_difference
    difference = stats.stratified_risk_difference(x1, n1, x2, n2, method=method, level=level)
    ratio = stats.stratified_risk_ratio(x1, n1, x2, n2, level=level)
    odds = stats.stratified_odds_ratio(x1, n1, x2, n2, level=level)
    totals = {name: values.sum(axis=1).astype(np.int64) for name, values in zip(_COUNTS, (x1, n1, x2, n2), strict=True)}
    return rows.assign(
        strata=strata,
        **totals,
        risk_difference=100 * difference.estimate,
        rd_lower=100 * difference.lower,
        rd_upper=100 * difference.upper,
        rd_method=method,
        risk_ratio=ratio.estimate,
        rr_lower=ratio.lower,
        rr_upper=ratio.upper,
        rr_method="rr_mh",
        odds_ratio=odds.estimate,
        or_lower=odds.lower,
        or_upper=odds.upper,
        or_method="or_mh",
        p_value=stats.cmh_cc(x1, n1, x2, n2),
        p_method="cmh_cc",
        confidence_level=level,
    )
