"""When treatment and follow-up ended: Kaplan-Meier curves, quartiles, and the test of equal arms."""

import numpy as np
import pandas as pd

from pv import stats
from pv.study.setting.report_settings import StatisticsPart

#: A share of the subjects, in percent, by whose end a quantile is told.
_QUARTILES = (25, 50, 75)


def time_to_end_curve(times: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return one row per milestone, arm and day: the percentage of subjects that ended by the day, with its limits.

    Args:
        times: rows by subject with milestone, arm, day and ended.
        statistics: the confidence level.
    """
    groups = times.groupby(["milestone", "arm"], sort=False)
    parts = [_steps(_curve(group, statistics)).assign(**_named(group)) for _, group in groups]
    return _typed(parts, _CURVE, method="kaplan_meier", confidence_level=statistics.confidence_level)


def time_to_end_quantile(times: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return one row per milestone, arm and quartile: the day by which this share had ended, with its limits.

    Args:
        times: rows by subject with milestone, arm, day and ended.
        statistics: the confidence level.
    """
    parts = []
    for _, group in times.groupby(["milestone", "arm"], sort=False):
        found = stats.survival_quantile(_curve(group, statistics), np.array(_QUARTILES) / 100)
        part = pd.DataFrame({"percent_ended": _QUARTILES} | found._asdict()).rename(columns={"estimate": "day"})
        counts = {"subjects": int(group["ended"].sum()), "timed_subjects": len(group)}
        parts.append(part.assign(**_named(group), **counts))
    return _typed(parts, _QUANTILE, method="survival_quantile", confidence_level=statistics.confidence_level)


def time_to_end_comparison(times: pd.DataFrame, _statistics: StatisticsPart) -> pd.DataFrame:
    """Return one row per milestone and arm: the log-rank test against the comparator.

    Args:
        times: rows by subject with milestone, arm, comparator, arm_number (1, or 2 for the comparator), day and ended.
    """
    groups = times.groupby(["milestone", "arm", "comparator"], sort=False)
    rows = [pd.DataFrame([dict(zip(groups.keys, names, strict=True)) | _tested(group)]) for names, group in groups]
    return _typed(rows, _COMPARISON, p_method="log_rank")


_CURVE = {
    **dict.fromkeys(("milestone", "arm"), "str"),
    **dict.fromkeys(("day", "at_risk", "events", "censored"), "int64"),
    **dict.fromkeys(("percent", "lower", "upper"), "float64"),
    "method": "str",
    "confidence_level": "float64",
}
_QUANTILE = {
    **dict.fromkeys(("milestone", "arm"), "str"),
    **dict.fromkeys(("subjects", "timed_subjects", "percent_ended"), "int64"),
    **dict.fromkeys(("day", "lower", "upper"), "float64"),
    "method": "str",
    "confidence_level": "float64",
}
_COMPARISON = {
    **dict.fromkeys(("milestone", "arm", "comparator"), "str"),
    **dict.fromkeys(("subjects", "arm_subjects", "comparator_subjects", "comparator_arm_subjects"), "int64"),
    "log_rank_p_value": "float64",
    "p_method": "str",
}


def _typed(parts: list[pd.DataFrame], types: dict[str, str], **constant: str | float) -> pd.DataFrame:
    """Return the rows in columns of these types; typed without rows too: nobody may be timed."""
    rows = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(types))
    return rows.assign(**constant)[list(types)].astype(types)


def _named(group: pd.DataFrame) -> dict[str, str]:
    return {name: str(group[name].iloc[0]) for name in ("milestone", "arm")}


def _curve(group: pd.DataFrame, statistics: StatisticsPart) -> stats.StepFunction:
    day, ended = group["day"].to_numpy(dtype=np.float64), group["ended"].to_numpy(dtype=np.int64)
    return stats.kaplan_meier(day, ended, level=statistics.confidence_level, limits="log-log")


def _steps(curve: stats.StepFunction) -> pd.DataFrame:
    """Return the days of a curve and, before them, day 0; what is left of the subjects falls, what ended rises."""
    rows = pd.DataFrame(
        {
            "day": curve.time,
            "at_risk": curve.at_risk,
            "events": curve.events,
            "censored": curve.censored,
            "percent": 100 * (1 - curve.estimate),
            "lower": 100 * (1 - curve.upper),
            "upper": 100 * (1 - curve.lower),
        }
    )
    start = pd.DataFrame({"day": [0.0], "at_risk": [int(curve.at_risk[0])], "events": [0], "censored": [0]})
    whole = pd.concat([start.assign(percent=0.0, lower=0.0, upper=0.0), rows], ignore_index=True)
    # Before the first end the estimate is 0 and has no width, as in the curves of events.
    none_yet = whole["percent"] == 0
    return whole.assign(lower=whole["lower"].mask(none_yet, 0.0), upper=whole["upper"].mask(none_yet, 0.0))


def _tested(group: pd.DataFrame) -> dict[str, object]:
    ended, investigated = group["ended"].to_numpy(dtype=np.int64), group["arm_number"].to_numpy() == 1
    test = stats.log_rank(group["day"].to_numpy(dtype=np.float64), ended, group["arm_number"].to_numpy())
    return {
        "subjects": int(ended[investigated].sum()),
        "arm_subjects": int(investigated.sum()),
        "comparator_subjects": int(ended[~investigated].sum()),
        "comparator_arm_subjects": int((~investigated).sum()),
        "log_rank_p_value": test.p_value,
    }
