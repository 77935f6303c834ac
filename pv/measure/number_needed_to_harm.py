"""Each arm against the comparator: how many subjects treated for one more, or one fewer, with the event."""

from functools import partial

import numpy as np
import pandas as pd

from pv import stats
from pv.measure.solved_once import Floats, people, solved_once
from pv.study.setting.report_settings import StatisticsPart

_COLUMNS = ("number_needed", "harm_lower", "harm_upper", "benefit_lower", "benefit_upper")


def number_needed_to_harm(counts: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return the counts with the number needed to harm or to benefit, and those within the confidence limits.

    Args:
        counts: rows with subjects and arm_subjects of both arms.
        statistics: the method of the risk difference and the confidence level.
    """
    method, level = statistics.risk_difference, statistics.confidence_level
    found = solved_once(partial(_numbers, method=method, level=level), people(counts))
    return counts.assign(**dict(zip(_COLUMNS, found, strict=True)), method=method, confidence_level=level)


def _numbers(x1: Floats, n1: Floats, x2: Floats, n2: Floats, *, method: str, level: float) -> list[Floats]:
    """Return the numbers; limits NaN where those of the risk difference have no width, which says nothing."""
    number, *limits = stats.number_needed_to_harm(x1, n1, x2, n2, method=method, level=level)
    narrow = (limits[0] == limits[1]) | (limits[2] == limits[3])
    return [number, *(np.where(narrow, np.nan, values) for values in limits)]
