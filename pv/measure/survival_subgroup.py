"""Each arm against the comparator in the time to each endpoint, by subgroup, with the test of interaction."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from pv import stats
from pv.measure.typed import typed
from pv.study.setting.report_settings import StatisticsPart

_GRAIN = ["endpoint", "arm", "comparator", "variable"]


def survival_subgroup(times: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return one row per endpoint, arm and subgroup: its hazard ratio, and the interaction of its variable.

    Args:
        times: rows by timed subject with endpoint, arm, comparator, variable, value, arm_number (1, or 2 for the
            comparator), time and event.
        statistics: the confidence level.
    """
    rows = [row for _, group in times.groupby(_GRAIN, sort=False) for row in _of_variable(group, statistics)]
    level = statistics.confidence_level
    return typed(pd.DataFrame(rows), "survival_subgroup", hr_method="hazard_ratio", confidence_level=level)


def _of_variable(group: pd.DataFrame, statistics: StatisticsPart) -> Iterator[dict[str, object]]:
    """Yield the subgroups that a variable makes."""
    named = {name: group[name].iloc[0] for name in _GRAIN}
    found = [(value, *_compared(rows, statistics)) for value, rows in group.groupby("value", sort=False)]
    ratios = [ratio for _, _, ratio in found]
    test = stats.heterogeneity_test([one.coefficient for one in ratios], [one.std_error for one in ratios])
    for value, counts, ratio in found:
        numbers = {"hazard_ratio": ratio.estimate, "hr_lower": ratio.lower, "hr_upper": ratio.upper}
        yield named | {"value": value} | counts | numbers | {"interaction_p_value": test.p_value}


def _compared(rows: pd.DataFrame, statistics: StatisticsPart) -> tuple[dict[str, int], stats.HazardRatio]:
    time, event = rows["time"].to_numpy(dtype=np.float64), rows["event"].to_numpy(dtype=np.int64)
    arm = rows["arm_number"].to_numpy(dtype=np.int64)
    first = arm == 1
    counts = {
        "subjects": int(event[first].sum()),
        "timed_subjects": int(first.sum()),
        "comparator_subjects": int(event[~first].sum()),
        "comparator_timed_subjects": int((~first).sum()),
    }
    return counts, stats.hazard_ratio(time, event, arm, level=statistics.confidence_level)
