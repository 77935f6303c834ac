"""The time to each endpoint by arm: quartiles, follow-up, restricted means, landmarks and curves."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pv import stats
from pv.measure.typed import typed
from pv.study.setting.report_settings import StatisticsPart

#: Column -> the share of subjects with the event by then.
_QUARTILES = {"q1": 0.25, "median": 0.5, "q3": 0.75}
_GRAIN = ["endpoint", "arm", "unit"]
#: Column of counts -> the status that it counts.
_COUNTED = {"subjects": 1, "competing": 2, "censored": 0}


def survival(times: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return one row per endpoint and arm: events, quartiles, median follow-up and restricted mean.

    Args:
        times: rows by subject with endpoint, arm, unit, competing, restricted_until, USUBJID, time and status; without
            a time of a subject who is not analysed, without USUBJID of an arm without a subject.
        statistics: the confidence level.
    """
    groups = times.groupby(_GRAIN, sort=False)
    rows = [dict(zip(_GRAIN, names, strict=True)) | _of_arm(group, statistics) for names, group in groups]
    return typed(pd.DataFrame(rows), "survival", confidence_level=statistics.confidence_level)


def survival_landmark(times: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return one row per endpoint, arm and landmark: the percentage without the event, or with it, and its limits.

    Args:
        times: rows by timed subject with endpoint, arm, unit, competing, landmark, time and status.
        statistics: the confidence level.
    """
    rows = []
    for names, group in times.groupby([*_GRAIN, "landmark"], sort=False):
        at = stats.values_at(_curve(group, statistics), float(group["landmark"].iloc[0]))
        percent = 100 * float(at.estimate)
        # Before the first event, and where nobody is left without it, the estimate has no width.
        low, high = (percent if percent in {0.0, 100.0} else 100 * float(limit) for limit in (at.lower, at.upper))
        rows.append(
            dict(zip([*_GRAIN, "landmark"], names, strict=True))
            | {"timed_subjects": len(group), "at_risk": int(at.at_risk), "subjects": int(at.events)}
            | {"percent": percent, "lower": low, "upper": high, **_kind(group)}
        )
    return typed(pd.DataFrame(rows), "survival_landmark", confidence_level=statistics.confidence_level)


def survival_curve(times: pd.DataFrame, statistics: StatisticsPart) -> pd.DataFrame:
    """Return one row per endpoint, arm and time: the percentage without the event, or with it, and its limits.

    Args:
        times: rows by timed subject with endpoint, arm, unit, competing, time and status.
        statistics: the confidence level.
    """
    groups = times.groupby(_GRAIN, sort=False)
    parts = [
        _steps(_curve(group, statistics)).assign(**{name: group[name].iloc[0] for name in _GRAIN}, **_kind(group))
        for _, group in groups
    ]
    rows = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    return typed(rows, "survival_curve", confidence_level=statistics.confidence_level)


def _of_arm(group: pd.DataFrame, statistics: StatisticsPart) -> dict[str, object]:
    timed, level = group[group["time"].notna()], statistics.confidence_level
    until = group["restricted_until"].iloc[0]
    counts = {"arm_subjects": int(group["USUBJID"].notna().sum()), "timed_subjects": len(timed)}
    counts |= {name: int((timed["status"] == code).sum()) for name, code in _COUNTED.items()}
    told = counts | {"restricted_until": until, "method": _kind(group)["method"]}
    if timed.empty:
        return told
    time, status = _times(timed)
    # The other way round: who has the event is no longer followed, but not for want of follow-up.
    followed = stats.kaplan_meier(time, status == 0, level=level, limits="log-log")
    found = {"follow_up": stats.survival_quantile(followed, 0.5)}
    if not _competes(group):
        curve = _curve(timed, statistics)
        found |= {name: stats.survival_quantile(curve, share) for name, share in _QUARTILES.items()}
    estimates = {name: (float(one.estimate), float(one.lower), float(one.upper)) for name, one in found.items()}
    if pd.notna(until):
        mean = stats.restricted_mean(time, status == 1, float(until), level=level)
        estimates["restricted_mean"] = (mean.estimate, mean.lower, mean.upper)
    numbers = {
        f"{name}{part}": value
        for name, values in estimates.items()
        for part, value in zip(("", "_lower", "_upper"), values, strict=True)
    }
    return told | {"longest": float(time.max())} | numbers


def _competes(group: pd.DataFrame) -> bool:
    """Return whether other events compete with that of the endpoint."""
    return bool(pd.notna(group["competing"].iloc[0]))


def _kind(group: pd.DataFrame) -> dict[str, str]:
    """Return what the percentages of an endpoint are of, and their method."""
    if _competes(group):
        return {"percent_of": "with the event", "method": "aalen_johansen"}
    return {"percent_of": "without the event", "method": "kaplan_meier"}


def _times(group: pd.DataFrame) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    return group["time"].to_numpy(dtype=np.float64), group["status"].to_numpy(dtype=np.int64)


def _curve(group: pd.DataFrame, statistics: StatisticsPart) -> stats.StepFunction:
    """Return who is without the event (Kaplan-Meier), or who has had it where others compete (Aalen-Johansen)."""
    time, status = _times(group)
    if _competes(group):
        return stats.aalen_johansen(time, status, level=statistics.confidence_level, limits="log-log")
    return stats.kaplan_meier(time, status == 1, level=statistics.confidence_level, limits="log-log")


def _steps(curve: stats.StepFunction) -> pd.DataFrame:
    """Return the times of a curve and, before them, time 0."""
    percent = 100 * curve.estimate
    # Before the first event, and where nobody is left without it, the estimate has no width.
    sure = (percent == 0) | (percent == 100)  # noqa: PLR2004  # percent
    rows = pd.DataFrame(
        {
            "time": curve.time,
            "at_risk": curve.at_risk,
            "subjects": curve.events,
            "censored": curve.censored,
            "percent": percent,
            "lower": np.where(sure, percent, 100 * curve.lower),
            "upper": np.where(sure, percent, 100 * curve.upper),
        }
    )
    start = {"time": 0.0, "at_risk": curve.at_risk[0], "subjects": 0, "censored": 0}
    whole = dict.fromkeys(("percent", "lower", "upper"), 100 * curve.start)
    # Who is censored on the day of origin has time 0: the curve begins there by itself.
    first = pd.DataFrame([start | whole] if curve.time[0] > 0 else [], columns=list(rows))
    return pd.concat([first, rows], ignore_index=True) if len(first) else rows
