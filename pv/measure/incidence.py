"""Incidence with its interval."""

import pandas as pd

from pv import stats
from pv.measure.width import of_width
from pv.study.setting.report_settings import StatisticsPart


def incidence(counts: pd.DataFrame, statistics: StatisticsPart, denominator: str = "arm_subjects") -> pd.DataFrame:
    """Return the counts with lower, upper (percent), method and confidence_level.

    Args:
        counts: rows with subjects and the denominator.
        statistics: the method and the confidence level.
        denominator: the column of the subjects who could be counted.
    """
    interval = of_width(
        stats.proportion_interval(
            counts["subjects"].to_numpy(),
            counts[denominator].to_numpy(),
            method=statistics.proportion,
            level=statistics.confidence_level,
        )
    )
    return counts.assign(
        lower=100 * interval.lower,
        upper=100 * interval.upper,
        method=statistics.proportion,
        confidence_level=statistics.confidence_level,
    )
