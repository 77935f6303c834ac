"""Counts of laboratory results with their interval."""

import pandas as pd

from pv import stats
from pv.study.settings import StatisticsPart


def laboratory(counts: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return the counts with lower, upper (percent), method and confidence_level.

    Args:
        counts: rows with subjects and subjects_with_data, those of the arm who could be counted.
        statistics: the method and the confidence level.
    """
    interval = stats.proportion_interval(
        counts["subjects"].to_numpy(),
        counts["subjects_with_data"].to_numpy(),
        method=statistics.proportion,
        level=statistics.confidence_level,
    )
    return counts.assign(
        lower=100 * interval.lower,
        upper=100 * interval.upper,
        method=statistics.proportion,
        confidence_level=statistics.confidence_level,
    )
