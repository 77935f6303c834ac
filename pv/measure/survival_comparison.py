"""Each arm against the comparator in the time to each endpoint."""

import numpy as np
import pandas as pd

from pv import stats
from pv.measure.typed import typed
from pv.study.setting.report_settings import StatisticsPart

_GRAIN = ["endpoint", "arm", "comparator", "unit"]


def survival_comparison(times: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return one row per endpoint and arm: hazard ratio and log-rank test, without strata and within them.

    Beside them the test of proportional hazards, and the difference of restricted means where a limit is asked for.

    Args:
        times: rows by timed subject with endpoint, arm, comparator, unit, strata, competing, restricted_until,
            arm_number (1, or 2 for the comparator), stratum, time and status.
        statistics: the confidence level.
    """
    groups = times.groupby(_GRAIN, sort=False)
    rows = [dict(zip(_GRAIN, names, strict=True)) | _compared(group, statistics) for names, group in groups]
    level = statistics.confidence_level
    return typed(pd.DataFrame(rows), "survival_comparison", hr_method="hazard_ratio", confidence_level=level)


def _compared(group: pd.DataFrame, statistics: StatisticsPart) -> dict[str, object]:
    level, until = statistics.confidence_level, group["restricted_until"].iloc[0]
    time, status = group["time"].to_numpy(dtype=np.float64), group["status"].to_numpy(dtype=np.int64)
    # Hazards are those of the event alone: a competing event censors.
    event = (status == 1).astype(np.int64)
    arm, stratum = group["arm_number"].to_numpy(dtype=np.int64), group["stratum"].to_numpy(dtype=np.str_)
    named, first = group["strata"].iloc[0], arm == 1
    strata = stratum if pd.notna(named) else None
    hazard = stats.hazard_ratio(time, event, arm, level=level)
    found: dict[str, object] = {
        "subjects": int(event[first].sum()),
        "timed_subjects": int(first.sum()),
        "comparator_subjects": int(event[~first].sum()),
        "comparator_timed_subjects": int((~first).sum()),
        **_ratio("", hazard),
        "log_rank_p_value": stats.log_rank(time, event, arm).p_value,
        "strata": named,
        "strata_number": np.unique(stratum).size,
        "proportional_hazards_p_value": stats.proportional_hazards_test(time, event, arm, strata=strata).p_value,
        "restricted_until": until,
    }
    if pd.notna(group["competing"].iloc[0]):
        found["gray_p_value"] = stats.gray_test(time, status, arm).p_value
    if strata is not None:
        found |= _ratio("stratified_", stats.hazard_ratio(time, event, arm, level=level, strata=strata))
        found["stratified_log_rank_p_value"] = stats.log_rank(time, event, arm, strata=strata).p_value
    if pd.notna(until):
        means = stats.restricted_mean_difference(time, event, arm, float(until), level=level)
        found |= {"restricted_mean_difference": means.estimate, "rmst_p_value": means.p_value}
        found |= {"rmst_lower": means.lower, "rmst_upper": means.upper}
    return found


def _ratio(name: str, hazard: stats.HazardRatio) -> dict[str, object]:
    limits = {f"{name}hr_lower": hazard.lower, f"{name}hr_upper": hazard.upper}
    return {f"{name}hazard_ratio": hazard.estimate, **limits}
