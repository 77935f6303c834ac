"""Each arm against the comparator in the rate that leads, pooled over the strata of the study."""

import numpy as np
import pandas as pd

from pv import stats
from pv.measure.width import of_width
from pv.study.setting.report_settings import StatisticsPart

_GRAIN = ["arm", "comparator", "level", "soc", "term", "category", "rate"]
_COUNTS = ["rate_events", "rate_patient_years", "comparator_rate_events", "comparator_rate_patient_years"]


def stratified_rate_comparison(counts: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return one row per arm, term and category: the rate difference and the rate ratio common to the strata.

    Args:
        counts: rows by stratum, every arm, term and category with the same strata in the same order.
        statistics: the confidence level.
    """
    rows = counts.drop_duplicates(_GRAIN)[_GRAIN].reset_index(drop=True)
    strata = max(counts["stratum"].nunique(), 1)
    by_stratum = [counts[name].to_numpy(dtype=np.float64).reshape(-1, strata) for name in _COUNTS]
    level = statistics.confidence_level
    difference = of_width(stats.stratified_rate_difference(*by_stratum, level=level))
    ratio = of_width(stats.stratified_rate_ratio(*by_stratum, level=level))
    totals = {name: values.sum(axis=1) for name, values in zip(_COUNTS, by_stratum, strict=True)}
    return rows.assign(
        strata=strata,
        **totals,
        rate_difference=difference.estimate,
        ird_lower=difference.lower,
        ird_upper=difference.upper,
        ird_method="ird_mh_miettinen_nurminen",
        rate_ratio=ratio.estimate,
        irr_lower=ratio.lower,
        irr_upper=ratio.upper,
        irr_method="irr_mh",
        confidence_level=level,
    ).astype({"rate_events": "int64", "comparator_rate_events": "int64"})
