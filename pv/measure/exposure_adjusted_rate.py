"""The three exposure-adjusted rates with their intervals."""

import numpy as np
import pandas as pd

from pv import stats
from pv.measure.width import of_width
from pv.study.setting.report_settings import StatisticsPart

#: Rate -> (numerator, denominator). The three are never confused: each has its own name, and its own numerator of the
#: subjects whose time is in the denominator.
RATES = {
    "eair_total": ("eair_total_subjects", "patient_years"),
    "eair_at_risk": ("eair_at_risk_subjects", "patient_years_at_risk"),
    "eaer": ("eaer_events", "patient_years"),
}


def exposure_adjusted_rate(counts: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return the counts with lower and upper of each rate, per patient-year; NaN where there is no person-time.

    Args:
        counts: rows with the numerator and the denominator of each rate (RATES).
        statistics: the method and the confidence level.
    """
    limits: dict[str, pd.Series[float]] = {}
    for rate, (numerator, denominator) in RATES.items():
        time = counts[denominator].to_numpy(dtype=np.float64)
        exposed = time > 0
        lower, upper = np.full_like(time, np.nan), np.full_like(time, np.nan)
        interval = of_width(
            stats.rate_interval(
                counts[numerator].to_numpy()[exposed],
                time[exposed],
                method=statistics.rate,
                level=statistics.confidence_level,
            )
        )
        lower[exposed], upper[exposed] = interval.lower, interval.upper
        limits[f"{rate}_lower"], limits[f"{rate}_upper"] = pd.Series(lower), pd.Series(upper)
    return counts.assign(**limits, method=statistics.rate, confidence_level=statistics.confidence_level)
