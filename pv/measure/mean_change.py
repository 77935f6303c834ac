"""Mean change with its interval."""

import pandas as pd

from pv import stats
from pv.measure.width import of_width
from pv.study.setting.report_settings import StatisticsPart


def mean_change(summaries: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return the summaries with the t limits of the mean change, lower and upper, and confidence_level.

    Args:
        summaries: rows with mean_change, sd_change (of the subjects, missing below 2) and subjects.
        statistics: the confidence level.
    """
    interval = of_width(
        stats.mean_interval(
            summaries["mean_change"].fillna(0).to_numpy(dtype=float),
            summaries["sd_change"].fillna(0).to_numpy(dtype=float),
            summaries["subjects"].to_numpy(),
            level=statistics.confidence_level,
        )
    )
    return summaries.assign(lower=interval.lower, upper=interval.upper, confidence_level=statistics.confidence_level)
