"""Cumulative incidence of chosen events, death competing."""

import numpy as np
import pandas as pd

from pv.stats.time_to_event.cumulative_incidence import incidence
from pv.stats.time_to_event.pointwise_limits import pointwise_limits
from pv.study.setting.report_settings import StatisticsPart


def cumulative_incidence(counts: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return the counts with percent, lower, upper (Aalen-Johansen, log-log limits), method and confidence_level.

    Args:
        counts: rows with curve, arm, day, at_risk, events, competing; each curve and arm in the order of its days.
        statistics: the confidence level.
    """
    parts = [_curve(rows, statistics) for _, rows in counts.groupby(["curve", "arm"], sort=False)]
    # No subject may be timed: a study whose dates of treatment are all missing.
    return pd.concat(parts, ignore_index=True) if parts else counts.assign(**_EMPTY)


_EMPTY = {name: pd.Series(dtype="float64") for name in ("percent", "lower", "upper")} | {
    "method": pd.Series(dtype="str"),
    "confidence_level": pd.Series(dtype="float64"),
}


def _curve(rows: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    at_risk, events, competing = (rows[name].to_numpy(dtype=np.int64) for name in ("at_risk", "events", "competing"))
    _, estimate, error = incidence(at_risk, events, competing, variance="aalen")
    lower, upper = pointwise_limits(estimate, error, level=statistics.confidence_level, limits="log-log")
    # Before the first event the estimate is 0 and has no width: the limits of the log-log scale are undefined there.
    return rows.assign(
        percent=100 * estimate,
        lower=100 * np.where(estimate == 0, 0.0, lower),
        upper=100 * np.where(estimate == 0, 0.0, upper),
        method="aalen_johansen",
        confidence_level=statistics.confidence_level,
    )
