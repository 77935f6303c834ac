"""Limits that say nothing: an interval of no width is none."""

import numpy as np

from pv.stats import Interval


def of_width(interval: Interval) -> Interval:
    """Return the interval with limits NaN where both are the same number.

    A normal approximation whose variance is estimated as 0 (no event, or only events) claims to know the value
    exactly. It does not, whichever method a study chose: the limits are not estimable.
    """
    narrow = interval.lower == interval.upper
    return Interval(
        interval.estimate, np.where(narrow, np.nan, interval.lower), np.where(narrow, np.nan, interval.upper)
    )
