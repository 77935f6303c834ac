"""Each arm against the comparator in the time to a first event."""

import numpy as np
import pandas as pd

from pv import stats
from pv.study.setting.report_settings import StatisticsPart


def time_to_event_comparison(times: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return one row per curve and arm: Gray's test of the cumulative incidences, log-rank test and hazard ratio.

    The log-rank test and the hazard ratio are of the cause-specific hazard: a death before the event is censored.

    Args:
        times: rows by subject with curve, arm, comparator, arm_number (1, or 2 for the comparator), day and status.
        statistics: the confidence level.
    """
    groups = times.groupby(["curve", "arm", "comparator"], sort=False)
    rows = [dict(zip(groups.keys, names, strict=True)) | _compared(group, statistics) for names, group in groups]
    return pd.DataFrame(rows, columns=list(_TYPES)).astype(_TYPES)  # typed without rows too: there may be no comparator


_TYPES = {
    **dict.fromkeys(("curve", "arm", "comparator"), "str"),
    **dict.fromkeys(("subjects", "arm_subjects", "comparator_subjects", "comparator_arm_subjects"), "int64"),
    **dict.fromkeys(("gray_p_value", "log_rank_p_value", "hazard_ratio", "hr_lower", "hr_upper"), "float64"),
    "hr_method": "str",
    "confidence_level": "float64",
}


def _compared(group: pd.DataFrame, statistics: StatisticsPart) -> dict[str, object]:
    day, status = group["day"].to_numpy(dtype=np.float64), group["status"].to_numpy(dtype=np.int64)
    arm = group["arm_number"].to_numpy(dtype=np.int64)
    event, investigated = status == 1, arm == 1
    hazard = stats.hazard_ratio(day, event, arm, level=statistics.confidence_level)
    return {
        "subjects": int(event[investigated].sum()),
        "arm_subjects": int(investigated.sum()),
        "comparator_subjects": int(event[~investigated].sum()),
        "comparator_arm_subjects": int((~investigated).sum()),
        "gray_p_value": stats.gray_test(day, status, arm).p_value,
        "log_rank_p_value": stats.log_rank(day, event, arm).p_value,
        "hazard_ratio": hazard.estimate,
        "hr_lower": hazard.lower,
        "hr_upper": hazard.upper,
        "hr_method": "hazard_ratio",
        "confidence_level": statistics.confidence_level,
    }
