"""The rate of a first event in successive intervals of time since the first dose."""

import numpy as np
import pandas as pd

from pv import stats
from pv.measure.width import of_width
from pv.study.setting.report_settings import DAYS_PER_WEEK, StatisticsPart


def rate_over_time(times: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return one row per curve, arm and interval, the whole time first: events, patient-years and the rate of them.

    Args:
        times: rows by subject with curve, arm, day (missing in a row of an arm without timed subjects), happened and
            days_per_year.
        statistics: the ends of the intervals in weeks, the method of a rate and the confidence level.
    """
    parts = [
        _intervals(group, statistics).assign(curve=group["curve"].iloc[0], arm=group["arm"].iloc[0])
        for _, group in times.groupby(["curve", "arm"], sort=False)
    ]
    whole = pd.concat(parts, ignore_index=True)
    return whole.assign(method=statistics.rate, confidence_level=statistics.confidence_level)


def _intervals(group: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return the intervals of one arm. Days are whole, and become years at the very end."""
    timed = group[group["day"].notna()]
    days_per_year = float(group["days_per_year"].iloc[0])
    found = stats.piecewise_rate(
        timed["day"].to_numpy(dtype=np.float64),
        timed["happened"].to_numpy(dtype=np.int64),
        DAYS_PER_WEEK * np.array(statistics.interval_weeks, dtype=np.float64),
        method=statistics.rate,
        level=statistics.confidence_level,
    )
    per_day = of_width(stats.Interval(found.estimate, found.lower, found.upper))
    end = found.end / DAYS_PER_WEEK
    return pd.DataFrame(
        {
            "interval": np.arange(found.start.size),
            "after_week": found.start / DAYS_PER_WEEK,
            "to_week": np.where(np.isfinite(end), end, np.nan),
            "subjects": found.at_risk,
            "events": found.events,
            "patient_years": found.person_time / days_per_year,
            "rate": days_per_year * per_day.estimate,
            "lower": days_per_year * per_day.lower,
            "upper": days_per_year * per_day.upper,
        }
    )
