"""The mean number of events per subject over time, recurrences included."""

import numpy as np
import pandas as pd

from pv import stats
from pv.study.setting.report_settings import DAYS_PER_WEEK, StatisticsPart


def mean_cumulative_count(events: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return one row per curve, arm and day: the mean number of events per subject by the day, with its limits.

    Args:
        events: rows by event with curve, arm, subject_id, risk_days and day; of a subject without one a row without
            a day.
        statistics: the ends of the intervals in weeks and the confidence level.
    """
    parts = [
        _means(group, statistics).assign(curve=group["curve"].iloc[0], arm=group["arm"].iloc[0])
        for _, group in events.groupby(["curve", "arm"], sort=False)
    ]
    rows = pd.concat(parts, ignore_index=True) if parts else events.assign(**dict.fromkeys(_TYPES))
    return rows.assign(method="mean_cumulative_function", confidence_level=statistics.confidence_level).astype(_TYPES)


#: Typed without rows too: no subject may be timed.
_TYPES = {
    **dict.fromkeys(("curve", "arm"), "str"),
    **dict.fromkeys(("day", "at_risk", "events"), "int64"),
    **dict.fromkeys(("mean_count", "lower", "upper"), "float64"),
    "week": "float64",
    "method": "str",
    "confidence_level": "float64",
}


def _means(group: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return the days of one arm on which a subject had an event, and those that end an interval."""
    subject, _ = pd.factorize(group["subject_id"])
    end = group["risk_days"][~group["subject_id"].duplicated()].to_numpy(dtype=np.float64)
    had = group["day"].notna().to_numpy()
    day = group["day"][had].to_numpy(dtype=np.float64)
    curve = stats.mean_cumulative_function(subject[had], day, end, level=statistics.confidence_level)
    weeks = {float(int(DAYS_PER_WEEK * week)): week for week in statistics.interval_weeks}
    asked = np.unique(np.concatenate([[0.0], day, [*weeks]]))
    at = stats.values_at(curve, asked)
    return pd.DataFrame(
        {
            "day": asked,
            "at_risk": at.at_risk,
            "events": at.events,
            "mean_count": at.estimate,
            "lower": at.lower,
            "upper": at.upper,
            "week": [weeks.get(one, np.nan) for one in asked.tolist()],
        }
    )
